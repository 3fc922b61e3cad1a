import { expect, test } from "vitest";
import { failureText } from "./failure-text";

test.each([
  [
    { kind: "pool_inactive", poolName: "Spring" },
    "The pool “Spring” is inactive. Activate it, then try again.",
  ],
  [
    { kind: "pool_inactive", poolName: "Spring", discountEnded: true },
    "The discount of the pool “Spring” has ended, so its codes don’t work. Extend the discount, or choose another in the pool’s settings.",
  ],
  [
    { kind: "pool_empty", poolName: "Spring" },
    "The pool “Spring” has no codes left. Import codes, then try again.",
  ],
  [
    { kind: "pool_empty", poolName: "Spring", generates: true },
    "The pool “Spring” can’t generate more codes now. Open the pool to see why.",
  ],
  [
    { kind: "search_too_broad", what: "people", most: 1_000 },
    "More than 1,000 recipients have an address at this domain. Enter a full address.",
  ],
  [
    { kind: "search_too_broad", what: "codes", most: 1_000 },
    "More than 1,000 codes start or end like this. Enter more of the code.",
  ],
  [
    { kind: "server_failed", requestId: "a1" },
    "Something went wrong on our side, so this may not have been saved. Try again. If the problem continues, contact support with request ID a1.",
  ],
  [
    { kind: "connection_lost" },
    "We lost the connection, so this may not have been saved. Check your internet connection, then try again.",
  ],
  [
    { kind: "outdated" },
    "Someone else changed this in the meantime. The page shows the latest version. Check it, then try again.",
  ],
  [{ kind: "recipient_invalid" }, "This isn’t an email address or a customer ID."],
  [{ kind: "recipient_blocked" }, "This recipient is blocked."],
  [{ kind: "invalid_input", message: "Enter a name." }, "Enter a name."],
  [{ kind: "never_heard_of" }, "That didn’t work. Try again."],
])("says what is the matter: %j", (failure, sentence) => {
  expect(failureText(failure)).toBe(sentence);
});
