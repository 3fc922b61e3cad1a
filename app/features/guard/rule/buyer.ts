import { z } from "zod";
import { blockedMark } from "../../publishing/sealing/seal";
import { normaliseRecipient } from "../../recipients/recipient";
import type { GuardConfig } from "./config";
import type { GuardInput } from "./guard-input";

/** Who is buying, as far as the checkout knows. */
export interface Buyer {
  /** False in the cart of a guest: no one can be refused as the wrong person yet. */
  known: boolean;
  /** Whether Shopify has a customer record. */
  isCustomer: boolean;
  /** Every identity that a code may be sealed for, normalized: two emails and a customer ID. */
  identities: string[];
  blocked: boolean;
  /** Codes of the customer: pool ID and number of the last day, 0 for none. */
  codes: ReadonlyMap<string, readonly [poolId: number, lastDay: number]>;
}

const listed = z.tuple([z.int().min(1), z.int().min(0)]);
const object = z.record(z.string(), z.unknown());

/** Reads the buyer's identities and the metafield of their customer record. */
export function readBuyer(input: GuardInput, config: GuardConfig): Buyer {
  const identity = input.cart.buyerIdentity;
  const customer = identity?.customer ?? null;
  const texts = [identity?.email, customer?.email, customer?.id];
  const identities = texts.flatMap((text) => {
    const normalised = normaliseRecipient(text ?? "");
    return normalised.ok ? [normalised.value] : [];
  });
  const metafield = object.safeParse(customer?.metafield?.jsonValue).data;
  const entries = Object.entries(object.safeParse(metafield?.["c"]).data ?? {});
  const codes = entries.flatMap(([code, value]) => {
    const parsed = listed.safeParse(value);
    return parsed.success ? [[code, parsed.data] as const] : [];
  });
  return {
    known: customer !== null || (identity?.email ?? "") !== "",
    isCustomer: customer !== null,
    identities,
    blocked: metafield?.["x"] === 1 || isBlocked(config, identities),
    codes: new Map(codes),
  };
}

function isBlocked(config: GuardConfig, identities: readonly string[]): boolean {
  const key = config.k[0];
  if (!key || !config.b) return false;
  const marks = new Set(config.b.match(/.{7}/gs));
  return identities.some((identity) => marks.has(blockedMark(readKey(key), identity)));
}

/** Decodes a key of the configuration. */
export function readKey(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}
