import type { Sandbox } from "../sandbox";
import { nextNumber } from "./next-number";
import type { TaskWork } from "./task";
import { pushTask } from "./task-heap";

export function addTask(sandbox: Sandbox, dueAt: number, work: TaskWork): void {
  pushTask(sandbox.world.tasks, { id: nextNumber(sandbox.world), dueAt, ...work });
  sandbox.wakeTasks();
}
