/**
 * Every problem of the API: its HTTP status, title and what the caller can do. The key is the
 * `code` in responses and never changes its meaning.
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
    advice: "Check that you copied the whole key. You can create keys on the API keys page.",
  },
  key_revoked: {
    status: 401,
    title: "Revoked API key",
    advice: "Create a new key on the API keys page.",
  },
  key_expired: {
    status: 401,
    title: "Replaced API key",
    advice: "The key was replaced and no longer works. Use the new key.",
  },
  shop_uninstalled: {
    status: 401,
    title: "The app isn’t installed",
    advice: "The store uninstalled the app. Its keys work again after a reinstall.",
  },
  scope_missing: {
    status: 403,
    title: "Insufficient permissions",
    advice: "Use a key with the scope given in `scope`.",
  },
  pool_forbidden: {
    status: 403,
    title: "No access to this pool",
    advice: "Use a key for this pool or for all pools.",
  },
  rate_limited: {
    status: 429,
    title: "Too many requests",
    advice: "Wait the number of seconds in Retry-After, then retry with the same idempotency key.",
  },
  invalid_request: {
    status: 400,
    title: "Malformed request",
    advice: "Check the URL and headers of the request.",
  },
  invalid_json: {
    status: 400,
    title: "The body isn’t JSON",
    advice: "Send one JSON object in UTF-8.",
  },
  unknown_field: {
    status: 400,
    title: "Unknown field",
    advice: "Remove the fields listed in `fields`, or check their spelling.",
  },
  invalid_input: {
    status: 400,
    title: "Invalid input",
    advice: "Fix the fields listed in `errors`.",
  },
  unsupported_media_type: {
    status: 415,
    title: "The body must be JSON",
    advice: "Send “Content-Type: application/json”, without Content-Encoding.",
  },
  body_too_large: {
    status: 413,
    title: "The body is too large",
    advice: "Send less data per request. The limit is in `max_bytes`.",
  },
  method_not_allowed: {
    status: 405,
    title: "Method not allowed",
    advice: "Use a method listed in the Allow header.",
  },
  not_found: {
    status: 404,
    title: "Not found",
    advice: "Check the URL. See /api/v1/openapi.json.",
  },
  precondition_required: {
    status: 428,
    title: "If-Match is missing",
    advice: "Get the pool, then send its ETag as If-Match.",
  },
  outdated: {
    status: 412,
    title: "Changed in the meantime",
    advice: "Get it again, review the changes and send its new ETag as If-Match.",
  },
  request_key_reused: {
    status: 409,
    title: "Idempotency key already used",
    advice: "Resend the original request unchanged, or use a new key for a new request.",
  },
  request_keys_differ: {
    status: 400,
    title: "Two different idempotency keys",
    advice: "Send the idempotency key once: as Idempotency-Key or as request_key.",
  },
  pool_not_found: {
    status: 404,
    title: "Pool not found",
    advice: "Check the handle. You can find it on the pool’s page.",
  },
  pool_inactive: {
    status: 409,
    title: "The pool is inactive",
    advice: "Activate it in the app, or with a key that has the manage scope.",
  },
  pool_empty: {
    status: 409,
    title: "The pool is empty",
    advice: "Retry with the same idempotency key once the pool has codes.",
  },
  shared_pool_taken: {
    status: 409,
    title: "The pool has one code for everyone",
    advice: "Void the current code before you add another one.",
  },
  pool_makes_codes: {
    status: 409,
    title: "The pool generates its own codes",
    advice: "Add codes to a static pool.",
  },
  recipient_invalid: {
    status: 422,
    title: "Invalid recipient",
    advice: "Send one email address or customer ID.",
  },
  recipient_blocked: {
    status: 422,
    title: "The recipient is blocked",
    advice: "The store blocked this recipient. Don’t retry.",
  },
  code_not_found: { status: 404, title: "Code not found", advice: "Check the code." },
  code_redeemed: {
    status: 409,
    title: "The code was used in an order",
    advice: "A redeemed code can’t be released.",
  },
  assignment_not_found: {
    status: 404,
    title: "Assignment not found",
    advice: "Check the ID and the pool. Both are in the response that assigned the code.",
  },
  import_not_found: {
    status: 404,
    title: "Import not found",
    advice: "Check the ID in the pool’s list of imports.",
  },
  template_invalid: {
    status: 422,
    title: "The template has an error",
    advice: "Fix the template at the given line and column.",
  },
  template_limit_exceeded: {
    status: 422,
    title: "The template exceeds the limits",
    advice: "Use smaller loops or texts, or send fewer recipients per request.",
  },
  busy: {
    status: 503,
    title: "The pool is busy",
    advice:
      "A longer operation, such as undoing an import, is locking the pool. Wait the number of seconds in Retry-After, then retry with the same idempotency key.",
  },
  internal_error: {
    status: 500,
    title: "Internal error",
    advice:
      "Retry with the same idempotency key. If it fails again, contact us with the request_id.",
  },
} as const satisfies Record<string, { status: number; title: string; advice: string }>;

export type ProblemCode = keyof typeof problems;

export const problemCodes = Object.keys(problems) as ProblemCode[];
