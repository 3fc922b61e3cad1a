import { now } from "../clock/now";
import type { Sandbox } from "../sandbox";
import { runTask } from "./run-task";
import type { Task } from "./task";
import { takeDueTask } from "./task-heap";

// setTimeout is limited to 32 bits. The timer is set again for longer waits.
const MAX_TIMER_MS = 2 ** 31 - 1;

export interface TaskRunner {
  wake: () => void;
  settle: () => Promise<void>;
  stop: () => Promise<void>;
}

// Maximum number of concurrent tasks, such as webhook deliveries.
const MAX_CONCURRENT_TASKS = 64;

/** Runs tasks when they are due by the sandbox's clock, earliest first. */
export function startTaskRunner(sandbox: Sandbox): TaskRunner {
  const running = new Set<Promise<void>>();
  /** Called when no task is running. */
  const waiting: (() => void)[] = [];
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const start = (task: Task): void => {
    const work = runTask(sandbox, task)
      .catch((error: unknown) => {
        process.stderr.write(`sandbox: task ${task.kind} failed: ${String(error)}\n`);
      })
      .finally(() => {
        running.delete(work);
        sandbox.saveSoon();
        wake();
        if (running.size === 0) for (const tell of waiting.splice(0)) tell();
      });
    running.add(work);
  };

  const wake = (): void => {
    if (stopped) return;
    clearTimeout(timer);
    const { tasks } = sandbox.world;
    const time = now(sandbox);
    while (running.size < MAX_CONCURRENT_TASKS) {
      const task = takeDueTask(tasks, time);
      if (!task) break;
      start(task);
    }
    const next = tasks[0];
    // At the limit, the next task to finish starts another one.
    if (!next || running.size >= MAX_CONCURRENT_TASKS) return;
    timer = setTimeout(wake, Math.min(next.dueAt - time, MAX_TIMER_MS));
  };

  const settle = async (): Promise<void> => {
    wake();
    while (running.size > 0) {
      await new Promise<void>((done) => waiting.push(done));
      wake();
    }
  };

  return {
    wake,
    settle,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await Promise.all(running);
    },
  };
}
