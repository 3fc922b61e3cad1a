import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
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
    { kind: "search_too_broad", what: "people", limit: 1_000 },
    "More than 1,000 recipients have an address at this domain. Enter a full address.",
  ],
  [
    { kind: "search_too_broad", what: "codes", limit: 1_000 },
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
  [{ kind: "discount_refused" }, "Shopify rejected this discount. Fix the highlighted fields."],
  [{ kind: "pool_not_found" }, "This pool no longer exists. Go back to your pools."],
  [
    { kind: "busy" },
    "Another change to this pool is still running. Wait a moment, then try again.",
  ],
  [{ kind: "recipient_invalid" }, "This isn’t an email address or a customer ID."],
  [{ kind: "recipient_blocked" }, "This recipient is blocked."],
  [{ kind: "invalid_input", message: "Enter a name." }, "Enter a name."],
  [{ kind: "never_heard_of" }, "That didn’t work. Try again."],
])("says what is the matter: %j", (failure, sentence) => {
  expect(failureText(failure)).toBe(sentence);
});

/** Failures of jobs, and those that only the API's clients get. */
const notForMerchants = [
  ...["batch_moved", "order_not_found", "platform_refused", "stopped"],
  ...["key_invalid", "pool_forbidden", "rate_limited"],
  ...["config_too_large", "guard_not_found", "guard_outdated"],
];

test("every failure that reaches a merchant without a message has a sentence", () => {
  const kinds = new Set(
    ["features", "platform", "core"].flatMap((part) => failuresIn(`app/${part}`)),
  );
  expect(kinds).toContain("campaign_ended");
  const without = [...kinds].filter(
    (kind) => failureText({ kind }) === failureText({ kind: "never_heard_of" }),
  );
  expect(without.sort()).toEqual(notForMerchants.sort());
});

/** Kinds of the failures without a message: declared as types, or returned. */
function failuresIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /(?<!\.test)\.ts$/.test(name))
    .map((name) => readFileSync(path.join(folder, name), "utf8"))
    .flatMap((text) => [
      ...text.matchAll(/(?:failure\(|type \w+ =\s+)\{ kind: "([a-z_]+)"([^}]*)\}/g),
    ])
    .filter(([, , facts]) => !/message|field/.test(facts ?? ""))
    .map(([, kind]) => kind ?? "");
}
