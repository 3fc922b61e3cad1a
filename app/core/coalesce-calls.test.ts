import { describe, expect, it } from "vitest";
import { coalesceCalls } from "./coalesce-calls";

/** A `run` that notes what it was given and answers when it is let go. */
function heldRun(outputOf: (input: number) => number = (input) => input * 10) {
  const runs: number[][] = [];
  const waiting: (() => void)[] = [];
  const run = async (inputs: number[]) => {
    runs.push(inputs);
    await new Promise<void>((resolve) => waiting.push(resolve));
    return inputs.map(outputOf);
  };
  const letGo = async () => {
    waiting.shift()?.();
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  return { run, runs, letGo };
}

describe("calls that arrive together", () => {
  it("run together once the run before them is over, in the order they came", async () => {
    const { run, runs, letGo } = heldRun();
    const call = coalesceCalls(100, run);
    const results = Promise.all([1, 2, 3].map((input) => call("pool", input)));
    expect(runs).toEqual([[1]]);
    await letGo();
    expect(runs).toEqual([[1], [2, 3]]);
    await letGo();
    expect(await results).toEqual([10, 20, 30]);
  });

  it("run a limited number at once, and no call is passed over", async () => {
    const { run, runs, letGo } = heldRun();
    const call = coalesceCalls(2, run);
    const results = Promise.all([1, 2, 3, 4, 5].map((input) => call("pool", input)));
    for (let round = 0; round < 3; round += 1) await letGo();
    await results;
    expect(runs).toEqual([[1], [2, 3], [4, 5]]);
  });

  it("do not wait for those of another group", () => {
    const { run, runs } = heldRun();
    const call = coalesceCalls(100, run);
    void call("one", 1);
    void call("other", 2);
    expect(runs).toEqual([[1], [2]]);
  });

  it("fail alone when one of them cannot be answered", async () => {
    const { run, letGo } = heldRun((input) => {
      if (input === 3) throw new Error("three");
      return input;
    });
    const call = coalesceCalls(100, run);
    const settled = Promise.allSettled([1, 2, 3, 4, 5].map((input) => call("pool", input)));
    for (let round = 0; round < 12; round += 1) await letGo();
    expect((await settled).map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "fulfilled",
      "fulfilled",
    ]);
  });
});
