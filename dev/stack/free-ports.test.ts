import { describe, expect, it } from "vitest";
import { firstPortOf, portsPerProcess } from "./free-ports";

const maxUnsafePort = 10_080;
/** The start of Linux's ephemeral port range. */
const firstEphemeralPort = 32_768;

describe("ports for test processes", () => {
  it("can be opened by fetch, and are outside the ephemeral range for every process", () => {
    const firsts = Array.from({ length: 1_000 }, (_, pid) => firstPortOf(pid));
    expect(Math.min(...firsts)).toBeGreaterThan(maxUnsafePort);
    expect(Math.max(...firsts) + portsPerProcess).toBeLessThanOrEqual(firstEphemeralPort);
  });
});
