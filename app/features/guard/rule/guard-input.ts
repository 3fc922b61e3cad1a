/**
 * What the function gets: the result of `extensions/code-guard/src/run.graphql` (Function API
 * 2026-10). Buyers are unknown in the cart and appear with the contact step at checkout.
 */
export interface GuardInput {
  /** `rejectable` is false for a discount that is already applied (schema). */
  enteredDiscountCodes: { code: string; rejectable: boolean }[];
  cart: {
    buyerIdentity: {
      email: string | null;
      customer: {
        /** A global ID. */
        id: string;
        email: string | null;
        metafield: Metafield | null;
      } | null;
    } | null;
  };
  discount: { config: Metafield | null; messages: Metafield | null };
  localization: { language: { isoCode: string } };
  /** The store's day, `YYYY-MM-DD`. */
  shop: { localTime: { date: string } };
}

interface Metafield {
  jsonValue: unknown;
}

/** Why a code is refused, the strongest first. */
export type RefusalReason = "blocked" | "paused" | "expired" | "holder";

/** A code that is refused, as it was entered. */
export interface Refusal {
  code: string;
  reason: RefusalReason;
}
