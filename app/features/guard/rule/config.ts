import { z } from "zod";
import { failure, type Result, success } from "../../../core/result";

/** Longest metafield a function can read, in bytes. A longer one reads as null (recorded). */
export const maxMetafieldBytes = 10_000;

/** Bits of a pool's `f`. */
export const poolFlags = {
  /** Only the recipient can use a code. */
  holderOnly: 1,
  /** A code stops at its own last day. */
  personalExpiration: 2,
  /** No code works at checkout now: the pool is paused, inactive or archived. */
  paused: 4,
} as const;

const pool = z.object({
  /** The pool's ID. */
  i: z.int().min(1),
  f: z.int().min(0).max(7),
});

/** A dynamic pool with sealed codes. Its prefix and suffix are ASCII. */
const sealedPool = pool.extend({
  x: z.string().nullish(),
  z: z.string().nullish(),
  /** Random characters of a code. */
  n: z.int().min(1).max(30),
});

/** A static pool whose codes share a prefix. */
const staticPool = pool.extend({
  x: z.string().min(1),
  /** 1: every customer's metafield lists their codes, so a known customer without one is refused. */
  c: z.literal([0, 1]).nullish(),
});

/** A shared pool with its one code, as `codeKey` gives it. */
const sharedPool = pool.extend({ e: z.string().min(1) });

const configSchema = z.object({
  /** Keys that open sealed codes, 16 bytes in lowercase hexadecimal, the newest first. */
  k: z.array(z.string().regex(/^[0-9a-f]{32}$/)),
  /** The guarded pools. Names are short, because 100 of them share 10,000 bytes. */
  p: z.array(z.unknown().transform(readPool)),
  /** Marks of blocked people, seven characters each: see `blockedMark`. */
  b: z.string().nullish(),
});

/** What the guard knows at checkout: the `config` metafield of its discount. */
export type GuardConfig = z.infer<typeof configSchema>;
export type SealedPoolEntry = z.infer<typeof sealedPool>;
export type PoolEntry = SealedPoolEntry | z.infer<typeof staticPool> | z.infer<typeof sharedPool>;

export type ConfigTooLarge = { kind: "config_too_large"; bytes: number };

/**
 * Serializes the configuration for the metafield. Fails with `config_too_large` beyond 10,000 bytes:
 * Shopify would save it, and the guard would silently read nothing.
 */
export function serialiseConfig(config: GuardConfig): Result<string, ConfigTooLarge> {
  const text = JSON.stringify(config);
  const bytes = byteLength(text);
  return bytes <= maxMetafieldBytes ? success(text) : failure({ kind: "config_too_large", bytes });
}

/** Length in UTF-8. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Parses the metafield's value; null if it is missing or broken in any place. */
export function readConfig(value: unknown): GuardConfig | null {
  return configSchema.safeParse(value).data ?? null;
}

function readPool(value: unknown, context: z.RefinementCtx): PoolEntry {
  const given = value as Partial<Record<"e" | "n", unknown>> | null;
  const has = (name: "e" | "n") => (given?.[name] ?? null) !== null;
  const schema = has("n") ? sealedPool : has("e") ? sharedPool : staticPool;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  context.addIssue({ code: "custom", message: "Not a pool." });
  return z.NEVER;
}
