import type { RecipientRejection } from "../features/campaigns/campaign";
import { failureText } from "../ui/forms/failure-text";

/** Why a member of a campaign got no code, told afterwards. */
const told: Partial<Record<RecipientRejection, string>> = {
  pool_empty: "The pool had no codes left.",
  pool_inactive: "The pool was inactive.",
};

/** The sentence for a line of a campaign that was refused. */
export function recipientRejectionText(refusal: RecipientRejection): string {
  return told[refusal] ?? failureText({ kind: refusal });
}
