import type { RecipientRejection } from "../features/campaigns/campaign";
import { failureText } from "../ui/forms/failure-text";

/** In the past tense, because the campaign is over. */
const pastTense: Partial<Record<RecipientRejection, string>> = {
  pool_empty: "The pool had no codes left.",
  pool_inactive: "The pool was inactive.",
};

/** The sentence for a campaign recipient who got no code. */
export function recipientRejectionText(refusal: RecipientRejection): string {
  return pastTense[refusal] ?? failureText({ kind: refusal });
}
