import { now } from "../clock/now";
import type { Sandbox } from "../sandbox";
import { runTask } from "./run-task";
import type { Task } from "./task";

// setTimeout counts in 32 bits; a longer wait is simply asked again.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface TaskRunner {
  wake: () => void;
  settle: () => Promise<void>;
  stop: () => Promise<void>;
}

/** Runs tasks when the sandbox's clock reaches them, the earliest first. */
export function startTaskRunner(sandbox: Sandbox): TaskRunner {
  const running = new Set<Promise<void>>();
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
      });
    running.add(work);
  };

  const wake = (): void => {
    if (stopped) return;
    clearTimeout(timer);
    const { tasks } = sandbox.world;
    tasks.sort((a, b) => a.dueAt - b.dueAt);
    const due = tasks.findIndex((task) => task.dueAt > now(sandbox));
    for (const task of tasks.splice(0, due === -1 ? tasks.length : due)) start(task);
    const next = tasks[0];
    if (next) timer = setTimeout(wake, Math.min(next.dueAt - now(sandbox), LONGEST_TIMER_MS));
  };

  const settle = async (): Promise<void> => {
    wake();
    while (running.size > 0) {
      await Promise.all(running);
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
