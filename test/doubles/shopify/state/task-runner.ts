import { now } from "../clock/now";
import type { Sandbox } from "../sandbox";
import { runTask } from "./run-task";
import type { Task } from "./task";
import { takeDueTask } from "./task-heap";

// setTimeout counts in 32 bits; a longer wait is simply asked again.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface TaskRunner {
  wake: () => void;
  settle: () => Promise<void>;
  stop: () => Promise<void>;
}

// As many webhooks are on their way at once; the rest of a burst waits its turn.
const MOST_AT_ONCE = 64;

/** Runs tasks when the sandbox's clock reaches them, the earliest first. */
export function startTaskRunner(sandbox: Sandbox): TaskRunner {
  const running = new Set<Promise<void>>();
  /** Told when nothing runs. */
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
    while (running.size < MOST_AT_ONCE) {
      const task = takeDueTask(tasks, time);
      if (!task) break;
      start(task);
    }
    const next = tasks[0];
    // With all hands full, the first that is free looks for more.
    if (!next || running.size >= MOST_AT_ONCE) return;
    timer = setTimeout(wake, Math.min(next.dueAt - time, LONGEST_TIMER_MS));
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
