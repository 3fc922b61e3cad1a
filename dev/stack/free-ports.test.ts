import { describe, expect, it } from "vitest";
import { firstPortOf, portsPerProcess } from "./free-ports";

const highestBadPort = 10_080;
/** Linux gives out ports from here by itself. */
const firstEphemeralPort = 32_768;

describe("ports for processes of tests", () => {
  it("can be opened by fetch, and are not given out by the system, whatever the process", () => {
    const firsts = Array.from({ length: 1_000 }, (_, pid) => firstPortOf(pid));
    expect(Math.min(...firsts)).toBeGreaterThan(highestBadPort);
    expect(Math.max(...firsts) + portsPerProcess).toBeLessThanOrEqual(firstEphemeralPort);
  });
});
