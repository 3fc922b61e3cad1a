import { count, number } from "../../../core/format";
import type { PoolType } from "../../pools/pool";

export interface ProtectionFacts {
  type: PoolType;
  holderOnly: boolean;
  personalExpiration: boolean;
  /** The app adds its codes to the store, and may remove them. */
  linked: boolean;
}

/** A pool as its card shows it. */
export interface ProtectedPool extends ProtectionFacts {
  id: number;
  version: number;
  available: number;
  active: boolean;
  archived: boolean;
  checkoutPaused: boolean;
}

/** Which protection a pool's codes have at checkout, one sentence each. */
export function protectionSentences(pool: ProtectionFacts, platform: string): string[] {
  const { type, holderOnly, personalExpiration, linked } = pool;
  if (!holderOnly && !personalExpiration) return ["Anyone who has a code can use it."];
  const sentences: string[] = [];
  if (type === "dynamic") {
    if (holderOnly)
      sentences.push(
        "Only the recipient can use a code: customers and guests who check out with another email are asked to use the right one.",
      );
    if (personalExpiration)
      sentences.push(
        "A code stops working at checkout when its own last day is over, for customers and guests.",
      );
    return sentences;
  }
  if (holderOnly)
    sentences.push(
      "Known customers can use only their own codes. Guests who aren’t customers yet can use any code.",
    );
  if (personalExpiration)
    sentences.push(
      linked
        ? `A code stops working at checkout when its last day is over. For guests, the app removes expired codes from ${platform} within a minute.`
        : "A code stops working for known customers when its last day is over. Guests can still use it, because the app doesn’t remove codes that it didn’t add. Link the pool to a discount to change that.",
    );
  return sentences;
}

/** How far the codes of a pool are written to their customers; null: nothing to say. */
export function progressSentence(progress: {
  total: number;
  pending: number;
  leftOut: number;
}): string | null {
  const { total, pending, leftOut } = progress;
  if (pending > 0)
    return `Adding codes to your customers: ${number(Math.max(0, total - pending))} of ${number(total)} done. Until then, known customers aren’t checked.`;
  if (leftOut > 0)
    return `${count(leftOut, "customer has", "customers have")} more codes than a customer record can hold. The ones that expire first are left out.`;
  return null;
}

/** What happens when the protection of a pool changes like this. */
export function consequences(
  before: ProtectionFacts,
  after: ProtectionFacts,
  available: number,
): string[] {
  const seals = (pool: ProtectionFacts) =>
    pool.type === "dynamic" && (pool.holderOnly || pool.personalExpiration);
  if (!seals(before) && seals(after))
    return [
      "From now on, codes are created when they’re assigned, with at least 15 random characters that carry their recipient and last day.",
      ...(available > 0
        ? [`${count(available, "available code is", "available codes are")} deactivated.`]
        : []),
      "Codes that were already assigned keep working for anyone.",
    ];
  if (seals(before) && !seals(after))
    return [
      "From now on, codes are created in advance again and work for anyone.",
      "Codes that were assigned so far work for anyone, too.",
    ];
  if (after.type !== "dynamic" && after.holderOnly && !before.holderOnly)
    return [
      "The app adds each customer’s codes to their customer record. With many codes this takes a while.",
    ];
  return [];
}
