import { realNow } from "../follow-sandbox.mjs";
import type { Sandbox } from "../sandbox";

/** The sandbox's time in milliseconds: the real time plus the offset. */
export const now = (sandbox: Pick<Sandbox, "world">): number =>
  realNow() + sandbox.world.clockOffsetMs;

/** Formats a time like Shopify's responses: UTC, whole seconds. */
export const isoTime = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
