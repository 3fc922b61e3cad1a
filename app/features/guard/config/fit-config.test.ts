import { describe, expect, it } from "vitest";
import { readConfig } from "../rule/config";
import { fitConfig } from "./fit-config";
import { commonPrefix, type GuardedPool, poolEntries } from "./pool-entries";

const key = "0".repeat(32);

function pool(id: number, rest: Partial<GuardedPool> = {}): GuardedPool {
  return {
    id,
    name: `Pool ${id}`,
    type: "static",
    holderOnly: true,
    personalExpiration: false,
    paused: false,
    formats: [],
    prefix: `pool${id}-`,
    prefixIsShared: false,
    complete: false,
    ...rest,
  };
}

const format = { prefix: "VIP-", suffix: "", randomLength: 6 };
const configOf = (pools: GuardedPool[], blocked: string[][] = [], maxBytes?: number) =>
  fitConfig({ keys: [key], pools: pools.map(poolEntries), blocked }, maxBytes);

describe("a pool in the guard's configuration", () => {
  it.each<[string, Partial<GuardedPool>, object[]]>([
    ["a static pool", {}, [{ i: 7, x: "pool7-", f: 1 }]],
    ["a static pool with all bindings", { complete: true }, [{ i: 7, x: "pool7-", f: 1, c: 1 }]],
    [
      "a static pool with expirations only",
      { holderOnly: false, personalExpiration: true, complete: true },
      [{ i: 7, x: "pool7-", f: 2 }],
    ],
    ["a pool without codes", { prefix: null }, []],
    [
      "a shared pool, whose code everyone may use",
      { type: "shared", prefix: "welcome10", personalExpiration: true },
      [{ i: 7, e: "welcome10", f: 2 }],
    ],
    ["a dynamic pool", { type: "dynamic", formats: [format] }, [{ i: 7, x: "VIP-", n: 6, f: 1 }]],
    [
      "a dynamic pool with two patterns",
      { type: "dynamic", formats: [format, { ...format, suffix: "-X" }] },
      [
        { i: 7, x: "VIP-", n: 6, f: 1 },
        { i: 7, x: "VIP-", z: "-X", n: 6, f: 1 },
      ],
    ],
    [
      "a paused dynamic pool, which may have codes without a seal",
      { type: "dynamic", formats: [format], paused: true, prefix: "vip-" },
      [
        { i: 7, x: "VIP-", n: 6, f: 5 },
        { i: 7, x: "vip-", f: 5 },
      ],
    ],
    [
      "a dynamic pool that is only paused",
      { type: "dynamic", holderOnly: false, formats: [format], paused: true, prefix: "vip-" },
      [{ i: 7, x: "vip-", f: 4 }],
    ],
  ])("describes %s", (_what, rest, entries) => {
    expect(poolEntries(pool(7, rest))).toMatchObject({ entries, unrecognizable: null });
  });

  it.each<[string, Partial<GuardedPool>, string]>([
    ["share two characters", { prefix: "ab" }, "no_common_prefix"],
    ["begin like another pool's", { prefixIsShared: true }, "prefix_of_other_pool"],
  ])("is reported if its codes %s", (_what, rest, reason) => {
    const { entries, unrecognizable } = poolEntries(pool(7, rest));
    expect([entries, unrecognizable]).toEqual([[], reason]);
  });

  it("compares only printable ASCII", () => {
    expect(commonPrefix("summer-1", "summer-27")).toBe("summer-");
    expect(commonPrefix("sommer-ä1", "sommer-ä2")).toBe("sommer-");
    expect(commonPrefix("same", "same")).toBe("same");
    expect(commonPrefix("", "x")).toBe("");
  });
});

describe("the guard's configuration", () => {
  it("can be read by the rule", () => {
    const { text, bytes } = configOf(
      [pool(1), pool(2, { type: "shared" })],
      [["BBBBBBB", "CCCCCCC"]],
    );
    expect(readConfig(JSON.parse(text))).toEqual({
      k: [key],
      p: [
        { i: 1, x: "pool1-", f: 1 },
        { i: 2, e: "pool2-", f: 0 },
      ],
      b: "BBBBBBBCCCCCCC",
    });
    expect(bytes).toBe(Buffer.byteLength(text));
  });

  it("never exceeds 10,000 bytes", () => {
    const pools = Array.from({ length: 500 }, (_, at) => pool(at + 1, { paused: at % 3 === 0 }));
    const blocked = Array.from({ length: 5_000 }, () => ["BBBBBBB"]);
    const { text, bytes, leftOut, blockedCovered } = configOf(pools, blocked);
    expect(bytes).toBeLessThanOrEqual(10_000);
    expect(bytes).toBe(Buffer.byteLength(text));
    expect(leftOut.length + (readConfig(JSON.parse(text))?.p.length ?? 0)).toBe(500);
    expect(blockedCovered).toBeLessThan(5_000);
  });

  it("fills the room to the last byte", () => {
    const blocked = [["BBBBBBB"], ["CCCCCCC"]];
    const { bytes } = configOf([pool(1)], blocked);
    expect(configOf([pool(1)], blocked, bytes)).toMatchObject({ blockedCovered: 2, leftOut: [] });
    expect(configOf([pool(1)], blocked, bytes - 1)).toMatchObject({
      blockedCovered: 1,
      leftOut: [],
    });
  });

  it("leaves out who was blocked first, then the newest pools, and paused ones last", () => {
    const pools = [pool(1), pool(2), pool(3, { paused: true }), pool(4, { paused: true })];
    const blocked = [["BBBBBBB"], ["CCCCCCC"]];
    const order: string[] = [];
    const seen = new Set<string>();
    for (let max = configOf(pools, blocked).bytes; max > 45; max -= 1) {
      const { text, leftOut } = configOf(pools, blocked, max);
      for (const mark of blocked.flat()) {
        if (!text.includes(mark) && !seen.has(mark)) order.push(mark);
        if (!text.includes(mark)) seen.add(mark);
      }
      for (const { name } of leftOut) {
        if (!seen.has(name)) order.push(name);
        seen.add(name);
      }
    }
    expect(order).toEqual(["CCCCCCC", "BBBBBBB", "Pool 2", "Pool 1", "Pool 4", "Pool 3"]);
  });

  it("covers a blocked person with all identities or not at all", () => {
    const room = configOf([], [["BBBBBBB"]]).bytes;
    expect(configOf([], [["BBBBBBB", "CCCCCCC"]], room)).toMatchObject({ blockedCovered: 0 });
  });
});
