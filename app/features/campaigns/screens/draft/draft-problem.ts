import type { CampaignPreview } from "../../drafting/preview-campaign.server";

/** Only the worst problem is shown, because it decides whether to start. */
export type DraftProblem =
  | "discount_ended"
  | "codes_do_not_work"
  | "pool_inactive"
  | "short"
  | "reusable"
  | "not_checked";

type DraftChecks = Pick<
  CampaignPreview,
  "discountEnded" | "poolOpen" | "reuse" | "storeCheck" | "stockCheck"
>;

/** The worst problem of a draft with a usable list; null if there is none. */
export function draftProblem(preview: DraftChecks): DraftProblem | null {
  const { discountEnded, poolOpen, storeCheck, stockCheck, reuse } = preview;
  if (discountEnded) return "discount_ended";
  const state = storeCheck?.state;
  if (state === "not_in_store" || state === "ended" || state === "partly") {
    return "codes_do_not_work";
  }
  if (!poolOpen) return "pool_inactive";
  if (stockCheck && stockCheck.short > 0) return "short";
  if (reuse !== null) return "reusable";
  return state === "not_checked" ? "not_checked" : null;
}
