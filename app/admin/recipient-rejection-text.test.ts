import { expect, test } from "vitest";
import { recipientRejectionText } from "./recipient-rejection-text";

test.each([
  ["pool_empty", "The pool had no codes left."],
  ["pool_inactive", "The pool was inactive."],
  ["recipient_blocked", "This recipient is blocked."],
  ["recipient_unreadable", "We can’t read this recipient’s address anymore. Add it to a new list."],
  ["recipient_erased", "This customer’s data was erased at their request."],
] as const)("says why a campaign recipient got no code: %s", (rejection, sentence) => {
  expect(recipientRejectionText(rejection)).toBe(sentence);
});
