import { z } from "zod";
import { nameSchema } from "../../core/text";

export const keyScopes = ["read", "assign", "release", "manage"] as const;
export type KeyScope = (typeof keyScopes)[number];

/** A key without its secret, which is shown only once. */
export interface ApiKey {
  id: number;
  name: string;
  scopes: KeyScope[];
  /** IDs of the pools it can access; null: every pool. */
  pools: number[] | null;
  requestsPerMinute: number;
  createdBy: string;
  createdAt: Date;
  /** With a precision of one minute. */
  lastUsedAt: Date | null;
  /** When the secret from before the last rotation expires. */
  previousExpiresAt: Date | null;
  revokedAt: Date | null;
}

export const keyName = nameSchema(60);

export const requestsPerMinute = z.coerce
  .number("Enter a number.")
  .int("Enter a whole number.")
  .min(1, "Enter 1 or more.")
  .max(1_000_000, "Enter 1,000,000 or less.");

export const defaultRequestsPerMinute = 6000;

/** Hours that the old secret keeps working after a rotation; 0: it stops immediately. */
export const overlapHours = [0, 1, 24, 168] as const;
export type OverlapHours = (typeof overlapHours)[number];

/** The parts of a key's text. */
export interface KeyCredentials {
  shopId: number;
  keyId: number;
  /** 64 hexadecimal digits: 256 random bits. */
  secret: string;
}

const keyText = /^cpk_([1-9]\d{0,8})_([1-9]\d{0,8})_([0-9a-f]{64})$/;

/**
 * The text that a client sends: `cpk_<shop>_<key>_<secret>`. The numbers allow an indexed lookup, and
 * secret scanners recognize the prefix.
 */
export function writeKeyText({ shopId, keyId, secret }: KeyCredentials): string {
  return `cpk_${shopId}_${keyId}_${secret}`;
}

/** Undefined if the text isn't an API key of this app. */
export function readKeyText(text: string): KeyCredentials | undefined {
  const match = keyText.exec(text);
  if (!match) return undefined;
  return { shopId: Number(match[1]), keyId: Number(match[2]), secret: String(match[3]) };
}

export function mayUsePool(key: Pick<ApiKey, "pools">, poolId: number): boolean {
  return key.pools === null || key.pools.includes(poolId);
}

/** Longer work counts as several requests of the key's limit. */
export const millisecondsPerRequest = 25;

/** Extra requests to charge for work of this duration, beyond the one already counted. */
export function extraRequests(milliseconds: number): number {
  return Math.floor(milliseconds / millisecondsPerRequest);
}
