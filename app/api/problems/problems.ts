/**
 * Every refusal of the API: the status it is sent with, what it is called, and what the caller can do.
 * The name is the answer's `code` and never changes its meaning.
 */
export const problems = {
  key_missing: {
    status: 401,
    title: "No API key",
    advice: "Send the key as “Authorization: Bearer cpk_…”.",
  },
  key_invalid: {
    status: 401,
    title: "Unknown API key",
    advice: "Check that the whole key was copied; keys are made on the page API keys.",
  },
  key_revoked: {
    status: 401,
    title: "Revoked API key",
    advice: "Make a new key on the page API keys.",
  },
  key_expired: {
    status: 401,
    title: "Replaced API key",
    advice: "The key was rotated and its overlap is over. Use the new one.",
  },
  shop_uninstalled: {
    status: 401,
    title: "The app is not installed",
    advice: "The shop uninstalled the app. Its keys work again once it is back.",
  },
  scope_missing: {
    status: 403,
    title: "The key may not do this",
    advice: "Use a key that has the scope which is named in `scope`.",
  },
  pool_forbidden: {
    status: 403,
    title: "The key may not use this pool",
    advice: "Use a key for this pool, or for every pool.",
  },
  rate_limited: {
    status: 429,
    title: "Too many requests",
    advice: "Wait for the seconds in Retry-After, then send the same request with the same key.",
  },
  invalid_request: {
    status: 400,
    title: "Not a request that can be read",
    advice: "Check the address and the headers of the request.",
  },
  invalid_json: {
    status: 400,
    title: "The body is not JSON",
    advice: "Send one JSON object in UTF-8.",
  },
  unknown_field: {
    status: 400,
    title: "Unknown field",
    advice: "Remove the fields that are named in `fields`, or check how they are spelled.",
  },
  invalid_input: {
    status: 400,
    title: "Invalid input",
    advice: "Mend the fields that are named in `errors`.",
  },
  unsupported_media_type: {
    status: 415,
    title: "The body must be JSON",
    advice: "Send “Content-Type: application/json”, without Content-Encoding.",
  },
  body_too_large: {
    status: 413,
    title: "The body is too large",
    advice: "Send less in one request: `max_bytes` is the limit.",
  },
  method_not_allowed: {
    status: 405,
    title: "Method not allowed",
    advice: "Use a method that the header Allow names.",
  },
  not_found: {
    status: 404,
    title: "No such address",
    advice: "Compare the address with the API’s description, /api/v1/openapi.json.",
  },
  precondition_required: {
    status: 428,
    title: "If-Match is missing",
    advice: "Read the pool, then send its ETag as If-Match.",
  },
  outdated: {
    status: 412,
    title: "It was changed in the meantime",
    advice: "Read it again, check it, and send its new ETag as If-Match.",
  },
  request_key_reused: {
    status: 409,
    title: "The request key was used for something else",
    advice: "Send the first request again as it was, or use a new key for a new request.",
  },
  request_keys_differ: {
    status: 400,
    title: "Two different request keys",
    advice: "Send the request key once: as Idempotency-Key or as request_key.",
  },
  pool_not_found: {
    status: 404,
    title: "No such pool",
    advice: "Check the handle: it stands on the pool’s page and never changes.",
  },
  pool_inactive: {
    status: 409,
    title: "The pool is inactive",
    advice: "A merchant can activate it, or a key with the scope manage.",
  },
  pool_empty: {
    status: 409,
    title: "The pool is empty",
    advice: "Send again, with the same request key, once the pool has codes.",
  },
  shared_pool_taken: {
    status: 409,
    title: "The pool has one code for everyone",
    advice: "Bring one code, after the one that is there was voided.",
  },
  pool_makes_codes: {
    status: 409,
    title: "The pool makes its own codes",
    advice: "Add codes to a static pool.",
  },
  recipient_invalid: {
    status: 422,
    title: "Not a recipient",
    advice: "Send one email address, or a customer id.",
  },
  recipient_blocked: {
    status: 422,
    title: "The recipient is blocked",
    advice: "The merchant gives this recipient no codes. Do not send again.",
  },
  code_not_found: { status: 404, title: "No such code", advice: "Check the code." },
  code_expired: {
    status: 409,
    title: "The code has expired",
    advice: "Nothing can be done with it any more.",
  },
  code_redeemed: {
    status: 409,
    title: "The code was used in an order",
    advice: "A redeemed code cannot be taken back.",
  },
  assignment_not_found: {
    status: 404,
    title: "No such assignment",
    advice: "Check the id and the pool: they stand in the answer that assigned the code.",
  },
  import_not_found: {
    status: 404,
    title: "No such import",
    advice: "Check the id: it stands in the pool’s list of imports.",
  },
  template_invalid: {
    status: 422,
    title: "The template has an error",
    advice: "Mend the template at the line and column that are named.",
  },
  template_limit_exceeded: {
    status: 422,
    title: "The template does too much",
    advice: "Make its loops or its texts smaller, or send fewer recipients in one request.",
  },
  busy: {
    status: 503,
    title: "The pool is busy",
    advice:
      "A longer change, such as undoing an import, holds the pool. Wait for the seconds in Retry-After, then send the same request with the same request key.",
  },
  internal_error: {
    status: 500,
    title: "Our mistake",
    advice: "Send the same request with the same request key again. Tell us the request_id.",
  },
} as const satisfies Record<string, { status: number; title: string; advice: string }>;

export type ProblemCode = keyof typeof problems;

export const problemCodes = Object.keys(problems) as ProblemCode[];
