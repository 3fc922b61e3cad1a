import type { Sandbox } from "../sandbox";
import type { Task } from "../state/task";
import { now } from "./now";

/**
 * Sets the clock to `real time + offsetMs`. Moving forward stops at each scheduled task and lets it
 * finish, so a day of webhook retries happens in order and on time, not all at the end.
 */
export async function moveClock(sandbox: Sandbox, offsetMs: number): Promise<void> {
  await sandbox.settle();
  for (let due = nextDueOffset(sandbox); due <= offsetMs; due = nextDueOffset(sandbox)) {
    await setOffset(sandbox, due);
    await sandbox.settle();
  }
  await setOffset(sandbox, offsetMs);
  await sandbox.settle();
}

// Short tasks that must not wait for days when the clock is set back.
const RUNS_ON: ReadonlySet<Task["kind"]> = new Set(["create-codes", "run-job"]);

function nextDueOffset(sandbox: Sandbox): number {
  const earliest = sandbox.world.tasks[0]?.dueAt ?? Number.POSITIVE_INFINITY;
  return sandbox.world.clockOffsetMs + Math.max(0, Math.ceil(earliest - now(sandbox)));
}

async function setOffset(sandbox: Sandbox, offsetMs: number): Promise<void> {
  const back = Math.min(0, offsetMs - sandbox.world.clockOffsetMs);
  for (const task of sandbox.world.tasks) if (RUNS_ON.has(task.kind)) task.dueAt += back;
  sandbox.world.clockOffsetMs = offsetMs;
  await sandbox.followers.tell(offsetMs);
  sandbox.saveSoon();
  sandbox.wakeTasks();
}
