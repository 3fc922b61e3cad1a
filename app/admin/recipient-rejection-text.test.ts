import { expect, test } from "vitest";
import type { RecipientRejection } from "../features/campaigns/campaign";
import { recipientRejectionText } from "./recipient-rejection-text";

/** A campaign names no code, and its lists are checked before it runs. */
type NotInCampaigns = "code_not_found" | "invalid_input";

/** Fails the type check if a rejection has no sentence here. */
const sentences: Record<Exclude<RecipientRejection, NotInCampaigns>, string> = {
  busy: "Another change to this pool is still running. Wait a moment, then try again.",
  pool_empty: "The pool had no codes left.",
  pool_inactive: "The pool was inactive.",
  recipient_blocked: "This recipient is blocked.",
  recipient_erased: "This customer’s data was erased at their request.",
  recipient_invalid: "This isn’t an email address or a customer ID.",
  recipient_unreadable: "We can’t read this recipient’s address anymore. Add it to a new list.",
  request_key_reused: "This idempotency key was already used for another pool or recipient.",
};

test.each(Object.entries(sentences))(
  "says why a campaign recipient got no code: %s",
  (rejection, sentence) => {
    expect(recipientRejectionText(rejection as RecipientRejection)).toBe(sentence);
  },
);
