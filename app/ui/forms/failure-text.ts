import { number } from "../../core/format";
/** A failure as features return it: a stable `kind` and facts. */
export interface AnyFailure {
  kind: string;
  message?: string;
  field?: string;
  [fact: string]: unknown;
}

const texts: Record<string, (failure: AnyFailure) => string> = {
  pool_not_found: () => "This pool no longer exists. Go back to your pools.",
  pool_inactive: (f) =>
    f["discountEnded"]
      ? `The discount of the pool “${f["poolName"]}” has ended, so its codes don’t work. Extend the discount, or choose another in the pool’s settings.`
      : `The pool “${f["poolName"]}” is inactive. Activate it, then try again.`,
  pool_empty: (f) =>
    f["generates"]
      ? `The pool “${f["poolName"]}” can’t generate more codes now. Open the pool to see why.`
      : `The pool “${f["poolName"]}” has no codes left. Import codes, then try again.`,
  key_not_found: () => "This key no longer exists or has been revoked. Reload the page.",
  assignment_not_found: () => "This assignment no longer exists. Refresh the list.",
  request_key_reused: () => "This idempotency key was already used for another pool or recipient.",
  campaign_not_found: () => "This campaign no longer exists. Go back to your campaigns.",
  campaign_ended: () => "This campaign has already ended.",
  campaign_running: () => "This campaign is still running. Stop it, then delete it.",
  nothing_left: () => "No recipients are left to assign codes to.",
  search_too_broad: (f) =>
    f["what"] === "people"
      ? `More than ${number(Number(f["limit"]))} recipients have an address at this domain. Enter a full address.`
      : `More than ${number(Number(f["limit"]))} codes start or end like this. Enter more of the code.`,
  recipient_erased: () => "This customer’s data was erased at their request.",
  recipient_unreadable: () =>
    "We can’t read this recipient’s address anymore. Add it to a new list.",
  code_change_running: () => "Codes in this pool are being changed. Wait until that’s finished.",
  code_change_over: () => "This change is already finished.",
  import_over: () => "This import is already finished.",
  batch_not_found: () => "This import no longer exists. Choose the file again.",
  reconciliation_not_found: () =>
    "This check no longer exists or hasn’t finished yet. Reload the page.",
  code_not_found: () => "This pool doesn’t have this code.",
  code_redeemed: () => "This code was already used in an order. It stays with its recipient.",
  recipient_invalid: () => "This isn’t an email address or a customer ID.",
  recipient_blocked: () => "This recipient is blocked.",
  discount_not_found: () => "This discount no longer exists. Choose another.",
  discount_refused: () => "Shopify rejected this discount. Fix the highlighted fields.",
  connection_lost: () =>
    "We lost the connection, so this may not have been saved. Check your internet connection, then try again.",
  server_failed: (f) =>
    `Something went wrong on our side, so this may not have been saved. Try again. If the problem continues, contact support with request ID ${f["requestId"]}.`,
  page_not_found: () => "This page no longer exists. Reload it to see what changed.",
  platform_unreachable: () => "Shopify isn’t responding. Try again in a minute.",
  platform_denied: () =>
    "Shopify doesn’t let the app do this. Reopen the app from the Shopify admin to grant access.",
  message_too_long: (f) =>
    `Use ${number(Number(f["max"]))} characters or fewer. This message has ${number(Number(f["length"]))}.`,
  message_invalid: () =>
    "This message has characters that can’t be shown at checkout. Type it again.",
  language_invalid: () => "Messages aren’t possible in this language. Choose another one.",
  messages_too_large: (f) =>
    `Your messages take ${number(Number(f["bytes"]))} of ${number(Number(f["max"]))} bytes. Shorten some of them, or leave some empty to use the default.`,
  guard_off: () => "Protection is turned off for your store. Turn it on.",
  too_many_seal_keys: (f) =>
    `Your store already has ${number(Number(f["max"]))} keys, and each of them still opens codes. You can’t add another.`,
  busy: () => "Another change to this pool is still running. Wait a moment, then try again.",
  outdated: () =>
    "Someone else changed this in the meantime. The page shows the latest version. Check it, then try again.",
};

/** The text that a merchant reads for a failure: what is wrong and what to do. */
export function failureText(failure: AnyFailure): string {
  return failure.message ?? texts[failure.kind]?.(failure) ?? "That didn’t work. Try again.";
}
