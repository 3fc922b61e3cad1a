import { number } from "../../../core/format";
/** Result of looking up codes of an unlinked pool. All figures are numbers of codes. */
export interface StoreCheck {
  lookedUp: number;
  /** Accepted by the store: found under a discount that hasn't ended. */
  working: number;
  /** Found, but the discount has ended. */
  ended: number;
  /** True: every redeemable code was looked up. False: a sample. */
  everyCode: boolean;
  /** Our copy of the one discount that all codes found belong to; null: none or several. */
  discountId: number | null;
  discountTitle: string | null;
  checkedAt: Date;
}

/**
 * Whether a pool's codes work in the store. `partly`: some of them do. `ended`: they were found,
 * but their discount has ended.
 */
const storeStates = ["works", "partly", "ended", "not_in_store", "not_checked"] as const;
export type StoreState = (typeof storeStates)[number];

/** Codes per sample: one platform call. */
export const sampleSize = 25;

/** Whether a pool needs a store check: it has codes that the app doesn't upload. */
export function hasStoreState(pool: {
  discountId: number | null;
  available: number;
  assigned: number;
}): boolean {
  return pool.discountId === null && pool.available + pool.assigned > 0;
}

/** Summarizes a check; `not_checked` without one. */
export function storeState(
  check: Pick<StoreCheck, "lookedUp" | "working" | "ended"> | null | undefined,
): StoreState {
  if (!check || check.lookedUp === 0) return "not_checked";
  if (check.working === check.lookedUp) return "works";
  if (check.working > 0) return "partly";
  return check.ended > 0 ? "ended" : "not_in_store";
}

/** Merchant-facing sentence about a check. `platform` is the platform's display name. */
export function storeCheckSentence(
  check: Pick<StoreCheck, "lookedUp" | "working" | "ended" | "everyCode" | "discountTitle"> | null,
  platform: string,
): string {
  const state = storeState(check);
  if (!check || state === "not_checked") {
    return `These codes haven’t been looked up in ${platform} yet, so we don’t know whether they work at checkout.`;
  }
  const { lookedUp, working, ended, everyCode, discountTitle } = check;
  const all =
    lookedUp === 1
      ? "The code"
      : everyCode
        ? `All ${number(lookedUp)} codes`
        : `The ${number(lookedUp)} codes we looked up`;
  const single = lookedUp === 1;
  const under = discountTitle === null ? "" : `, under the discount “${discountTitle}”`;
  switch (state) {
    case "works":
      return `${all} ${single ? "works" : "work"} in ${platform}${under}.`;
    case "ended":
      return `${all} ${single ? "is" : "are"} in ${platform}${under}, but the discount has ended: customers can’t use ${single ? "it" : "them"}.`;
    case "not_in_store":
      return single
        ? `The code isn’t in ${platform}: customers will see “Enter a valid discount code”.`
        : `None of the ${number(lookedUp)} codes ${everyCode ? "is" : "we looked up is"} in ${platform}: customers will see “Enter a valid discount code”.`;
    case "partly": {
      const missing = lookedUp - working - ended;
      const parts = [
        ...(missing > 0 ? [`${number(missing)} ${missing === 1 ? "isn’t" : "aren’t"} there`] : []),
        ...(ended > 0
          ? [`${number(ended)} ${ended === 1 ? "has" : "have"} a discount that ended`]
          : []),
      ];
      return `${number(working)} of ${number(lookedUp)} codes ${everyCode ? "" : "we looked up "}work in ${platform}${under}; ${parts.join(" and ")}.`;
    }
  }
}
