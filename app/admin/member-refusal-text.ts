import type { MemberRefusal } from "../features/campaigns/campaign";
import { failureText } from "../ui/failure-text";

/** Why a member of a campaign got no code, told afterwards. */
const told: Partial<Record<MemberRefusal, string>> = {
  pool_empty: "The pool had no codes left.",
  pool_inactive: "The pool was inactive.",
};

/** The sentence for a line of a campaign that was refused. */
export function memberRefusalText(refusal: MemberRefusal): string {
  return told[refusal] ?? failureText({ kind: refusal });
}
