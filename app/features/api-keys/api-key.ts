import { z } from "zod";

/** What a key may do: look at things, hand codes out, take them back, change pools and add codes. */
export const keyScopes = ["read", "assign", "release", "manage"] as const;
export type KeyScope = (typeof keyScopes)[number];

/** A key as the merchant sees it. Its secret is not part of it: it is shown once. */
export interface ApiKey {
  id: number;
  name: string;
  scopes: KeyScope[];
  /** Ids of the pools that it may use; null: every pool. */
  pools: number[] | null;
  requestsPerMinute: number;
  createdBy: string;
  createdAt: Date;
  /** True to the minute. */
  lastUsedAt: Date | null;
  /** Until when the secret before the last rotation works. */
  previousExpiresAt: Date | null;
  revokedAt: Date | null;
}

/** What a merchant may call a key. */
export const keyName = z
  .string()
  .trim()
  .min(1, "Enter a name.")
  .max(60, "A name has at most 60 characters.")
  .refine((name) => !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(name), "A name has no control characters.");

export const requestsPerMinute = z.coerce
  .number("Enter a number.")
  .int("Enter a whole number.")
  .min(1, "A key makes at least 1 request a minute.")
  .max(1_000_000, "A key makes at most 1,000,000 requests a minute.");

export const defaultRequestsPerMinute = 6000;

/** Hours that the old secret goes on working after a rotation; 0: it stops at once. */
export const overlapHours = [0, 1, 24, 168] as const;
export type OverlapHours = (typeof overlapHours)[number];

/** A key's text, taken apart. */
export interface KeyCredentials {
  shopId: number;
  keyId: number;
  /** 64 hexadecimal digits: 256 random bits. */
  secret: string;
}

const keyText = /^cpk_([1-9]\d{0,8})_([1-9]\d{0,8})_([0-9a-f]{64})$/;

/**
 * The text that a program sends: `cpk_<shop>_<key>_<secret>`. The numbers make finding the key one
 * indexed read; the prefix lets scanners of leaked secrets know what they see.
 */
export function writeKeyText({ shopId, keyId, secret }: KeyCredentials): string {
  return `cpk_${shopId}_${keyId}_${secret}`;
}

/** Undefined when the text is no key of ours. */
export function readKeyText(text: string): KeyCredentials | undefined {
  const match = keyText.exec(text);
  if (!match) return undefined;
  return { shopId: Number(match[1]), keyId: Number(match[2]), secret: String(match[3]) };
}

/** Whether a key may use a pool. */
export function mayUsePool(key: Pick<ApiKey, "pools">, poolId: number): boolean {
  return key.pools === null || key.pools.includes(poolId);
}
