import { describe, expect, it } from "vitest";
import { queuePriority } from "../database/enqueue.server";
import { fairTurns } from "./fair-turns";

interface WaitingJob {
  flag: string;
  priority: number;
}

const { urgent, normal } = queuePriority;
const jobs = (flag: string, count: number, priority = normal): WaitingJob[] =>
  Array.from({ length: count }, () => ({ flag, priority }));

/** The flags in the order in which one worker takes the jobs: by priority, then by age. */
function orderOf(waiting: WaitingJob[]): string[] {
  const queue = [...waiting];
  const turns = fairTurns();
  const order: string[] = [];
  for (;;) {
    const passed = turns.passOver();
    const left = queue.filter(({ flag }) => !passed.includes(flag));
    const next = left.sort((a, b) => a.priority - b.priority)[0];
    if (next) {
      queue.splice(queue.indexOf(next), 1);
      turns.taken([next.flag], next.priority);
      order.push(next.flag);
    } else if (!turns.nothingFound()) return order;
  }
}

describe("turns between shops", () => {
  it("delay a shop with one job by only one job of a busy shop", () => {
    expect(orderOf([...jobs("a", 4), ...jobs("b", 1)])).toEqual(["a", "b", "a", "a", "a"]);
  });

  it("rotate between busy shops", () => {
    const order = orderOf([...jobs("a", 3), ...jobs("b", 3), ...jobs("c", 3)]);
    expect(order).toEqual(["a", "b", "c", "a", "b", "c", "a", "b", "c"]);
  });

  it("let at most one less urgent job of another shop run before the next urgent one", () => {
    const order = orderOf([...jobs("urgent:a", 3, urgent), ...jobs("b", 3), ...jobs("c", 3)]);
    expect(order.slice(0, 5)).toEqual(["urgent:a", "b", "urgent:a", "c", "urgent:a"]);
  });

  it("run every job, even for more shops than are remembered", () => {
    const shops = Array.from({ length: 500 }, (_, shop) => jobs(`shop:${shop}`, 2)).flat();
    expect(orderOf(shops)).toHaveLength(1000);
  });

  it("poll an empty queue only once", () => {
    expect(fairTurns().nothingFound()).toBe(false);
  });
});
