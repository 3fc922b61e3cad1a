import type { Sandbox } from "../sandbox";
import { nextNumber } from "./next-number";
import type { TaskWork } from "./task";

export function addTask(sandbox: Sandbox, dueAt: number, work: TaskWork): void {
  sandbox.world.tasks.push({ id: nextNumber(sandbox.world), dueAt, ...work });
  sandbox.wakeTasks();
}
