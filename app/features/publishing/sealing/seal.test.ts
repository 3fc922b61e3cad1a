import { describe, expect, it } from "vitest";
import {
  dayNumber,
  fitsHolder,
  openCode,
  type SealFormat,
  sealAlphabet,
  sealCode,
  sealLength,
} from "./seal";

const key = Uint8Array.from({ length: 16 }, (_, place) => place);
const otherKey = key.map((byte) => byte ^ 0xff);
const format: SealFormat = {
  poolId: 7,
  prefix: "VIP-",
  suffix: "",
  groupSize: 4,
  randomLength: 6,
};
const ada = "ada@example.com";
const code = sealCode(key, format, "BCDFGH", dayNumber("2026-12-31"), ada);

describe("sealed codes", () => {
  it("are the prefix, the random part, the last day and the seals, in groups", () => {
    expect(sealLength).toBe(10);
    expect(code).toBe("VIP-BCDF-GHB8-DFKJ-RNJZ");
  });

  it("tell their last day to anyone with the key", () => {
    expect(openCode([key], format, code)).toMatchObject({ key: 0, lastDay: 730 });
  });

  it("fit their holder only", () => {
    const opened = openCode([key], format, code);
    if (!opened) throw new Error("not recognized");
    expect(fitsHolder(key, format, opened, ada)).toBe(true);
    expect(fitsHolder(key, format, opened, "bob@example.com")).toBe(false);
    expect(fitsHolder(otherKey, format, opened, ada)).toBe(false);
  });

  it("fit a holder whose address isn't ASCII, or is very long", () => {
    for (const identity of ["jürgen@xn--bcher-kva.example", `${"ä".repeat(400)}@example.com`]) {
      const sealed = sealCode(key, format, "BCDFGH", 0, identity);
      const opened = openCode([key], format, sealed);
      expect(opened && fitsHolder(key, format, opened, identity)).toBe(true);
    }
  });

  it.each([
    ["in lower case", code.toLowerCase()],
    ["with spaces around", `  ${code} `],
    ["without hyphens", `VIP-${code.slice(4).replaceAll("-", "")}`],
    ["with hyphens elsewhere", "VIP-B-CDFGHB8DFKJRNJZ-"],
  ])("open when entered %s", (_how, entered) => {
    expect(openCode([key], format, entered)).not.toBeNull();
  });

  it.each([
    ["of another pool", { ...format, poolId: 8 }, code],
    ["with another prefix", { ...format, prefix: "VIPS" }, code],
    ["with another suffix", { ...format, suffix: "F" }, code],
    ["with another length", { ...format, randomLength: 7 }, code],
    ["that lacks a character", format, code.slice(0, -1)],
    ["with a character of another alphabet", format, code.replace("B", "A")],
    ["with a letter that only looks like one when capitalized", format, code.replace("F", "ﬀ")],
  ])("don't open as a code %s", (_what, other, entered) => {
    expect(openCode([key], other, entered)).toBeNull();
  });

  it("open under the key that sealed them while keys are rotated", () => {
    expect(openCode([otherKey, key], format, code)?.key).toBe(1);
    expect(openCode([otherKey], format, code)).toBeNull();
  });

  it("may have a suffix and no groups", () => {
    const plain = { ...format, suffix: "-now", groupSize: null };
    const sealed = sealCode(key, plain, "ZZZZZZ", 0, ada);
    expect(sealed).toMatch(/^VIP-ZZZZZZ[A-Z2-9]{10}-now$/);
    expect(openCode([key], plain, sealed.toUpperCase())?.lastDay).toBe(0);
  });

  it("differ in every character of the seal from one day to the next", () => {
    const seals = new Set<string>();
    for (let day = 0; day < 100; day += 1) {
      seals.add(sealCode(key, format, "BCDFGH", day, ada).replaceAll("-", "").slice(12));
    }
    expect(seals.size).toBe(100);
  });

  it("count days from the start of 2025 to the year 2085", () => {
    expect(dayNumber("2025-01-01")).toBe(1);
    expect(dayNumber("2028-02-29")).toBe(1_155);
    expect(dayNumber("2024-12-31")).toBe(1);
    const opened = (day: number) =>
      openCode([key], format, sealCode(key, format, "BCDFGH", day, ada))?.lastDay;
    expect(opened(21_951)).toBe(21_951);
    expect(opened(21_952)).toBe(0);
  });

  it("use the alphabet of patterns without look-alikes", () => {
    expect(sealAlphabet).toHaveLength(28);
  });
});
