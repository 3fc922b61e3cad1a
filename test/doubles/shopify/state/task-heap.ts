import type { Task } from "./task";

// A binary heap in a plain array of the state. A burst adds tens of thousands of tasks, and sorting
// after each would take longer than the tasks.

/** Orders tasks by time, then by insertion. */
function isBefore(a: Task, b: Task): boolean {
  if (a.dueAt !== b.dueAt) return a.dueAt < b.dueAt;
  return a.id.length === b.id.length ? a.id < b.id : a.id.length < b.id.length;
}

/** Adds a task. The first task is always the next one due. */
export function pushTask(tasks: Task[], task: Task): void {
  let place = tasks.length;
  while (place > 0) {
    const above = (place - 1) >> 1;
    const parent = tasks[above];
    if (!parent || !isBefore(task, parent)) break;
    tasks[place] = parent;
    place = above;
  }
  tasks[place] = task;
}

/** Removes and returns the next task if it is due at `time`. */
export function takeDueTask(tasks: Task[], time: number): Task | undefined {
  const [first] = tasks;
  if (!first || first.dueAt > time) return undefined;
  const last = tasks.pop();
  if (last && last !== first) sink(tasks, last);
  return first;
}

function sink(tasks: Task[], task: Task): void {
  let place = 0;
  for (;;) {
    let below = 2 * place + 1;
    const left = tasks[below];
    const right = tasks[below + 1];
    if (!left) break;
    let child = left;
    if (right && isBefore(right, left)) {
      child = right;
      below += 1;
    }
    if (!isBefore(child, task)) break;
    tasks[place] = child;
    place = below;
  }
  tasks[place] = task;
}
