import { realNow } from "../follow-sandbox.mjs";
import type { Sandbox } from "../sandbox";

/** The sandbox's time in milliseconds: real time, moved. */
export const now = (sandbox: Pick<Sandbox, "world">): number =>
  realNow() + sandbox.world.clockOffsetMs;

/** As Shopify writes times in answers: UTC, whole seconds. */
export const isoTime = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
