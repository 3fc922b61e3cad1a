import type { Sandbox } from "../sandbox";

// Taken at once: a test may run the sandbox and, later, the preload in one process, and then `Date`
// itself follows the sandbox.
const realNow = Date.now;

/** The sandbox's time in milliseconds: real time, moved. */
export const now = (sandbox: Pick<Sandbox, "world">): number =>
  realNow() + sandbox.world.clockOffsetMs;

/** As Shopify writes times in answers: UTC, whole seconds. */
export const isoTime = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
