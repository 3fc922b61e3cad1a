import { describe, expect, it } from "vitest";
import {
  byteLength,
  type GuardConfig,
  maxMetafieldBytes,
  readConfig,
  serialiseConfig,
} from "./config";

const pool = { i: 7, x: "VIP-", z: "", n: 6, f: 3 };
const key = "000102030405060708090a0b0c0d0e0f";
const config: GuardConfig = {
  k: [key],
  p: [pool, { i: 8, x: "SÖMMER-", f: 1, c: 1 }],
  b: "BCDFGHJ",
};

describe("the guard's configuration", () => {
  it("is what was written", () => {
    const written = serialiseConfig(config);
    expect(written.ok && readConfig(JSON.parse(written.value))).toEqual(config);
  });

  it("is as long as a function can read, and not a byte longer", () => {
    const empty = byteLength(JSON.stringify({ ...config, b: "" }));
    const full = { ...config, b: "B".repeat(maxMetafieldBytes - empty) };
    expect(serialiseConfig(full).ok).toBe(true);
    expect(serialiseConfig({ ...full, b: `${full.b}B` })).toEqual({
      ok: false,
      failure: { kind: "config_too_large", bytes: 10_001 },
    });
  });

  it.each([
    ["missing", undefined],
    ["a list", []],
    ["without keys", { p: [] }],
    ["without pools", { k: [] }],
    ["with a key that is too short", { k: [key.slice(1)], p: [] }],
    ["with a pool that isn’t one", { k: [], p: [null] }],
    ["with a pool without flags", { k: [], p: [{ ...pool, f: undefined }] }],
    ["with unknown flags", { k: [], p: [{ ...pool, f: 8 }] }],
    ["with a pool’s ID in words", { k: [], p: [{ ...pool, i: "7" }] }],
    ["with a static pool without a prefix", { k: [], p: [{ i: 7, f: 1, x: "" }] }],
    ["with half a random character", { k: [], p: [{ ...pool, n: 5.5 }] }],
    ["with a number for a shared code", { k: [], p: [{ i: 9, e: 10, f: 4 }] }],
    ["with marks that are no text", { k: [], p: [], b: 1 }],
  ])("is not read when it is %s", (_what, value) => {
    expect(readConfig(value)).toBeNull();
  });
});
