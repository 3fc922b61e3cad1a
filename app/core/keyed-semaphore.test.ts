import { describe, expect, it } from "vitest";
import { keyedSemaphore } from "./keyed-semaphore";

describe("taking turns", () => {
  /** Work that notes when it runs, and ends when it is told to. */
  function stage() {
    const begun: string[] = [];
    const ends = new Map<string, (error?: Error) => void>();
    const work = (name: string) => () =>
      new Promise<string>((resolve, reject) => {
        begun.push(name);
        ends.set(name, (error) => (error ? reject(error) : resolve(name)));
      });
    const end = async (name: string, error?: Error) => {
      ends.get(name)?.(error);
      await new Promise((resolve) => setImmediate(resolve));
    };
    return { begun, work, end };
  }

  it("runs as many as may, and the others in the order they came", async () => {
    const { begun, work, end } = stage();
    const turn = keyedSemaphore(2);
    const all = ["a", "b", "c", "d"].map((name) => turn("pool", work(name)));
    await end("none");
    expect(begun).toEqual(["a", "b"]);
    await end("b");
    expect(begun).toEqual(["a", "b", "c"]);
    await end("a");
    await end("c");
    await end("d");
    expect(await Promise.all(all)).toEqual(["a", "b", "c", "d"]);
  });

  it("makes room when work fails, and does not let keys wait for each other", async () => {
    const { begun, work, end } = stage();
    const turn = keyedSemaphore(1);
    const failing = turn("one", work("a")).catch((error: Error) => error.message);
    const next = turn("one", work("b"));
    const other = turn("two", work("c"));
    await end("none");
    expect(begun).toEqual(["a", "c"]);
    await end("a", new Error("broken"));
    expect(begun).toEqual(["a", "c", "b"]);
    await end("b");
    await end("c");
    expect(await Promise.all([failing, next, other])).toEqual(["broken", "b", "c"]);
  });
});
