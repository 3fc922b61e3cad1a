import type { MachineResponse } from "../server/machine-response.server";

/** What can go wrong for an extension or a theme block. `code` is stable; the rest is for people. */
const problems = {
  not_found: { status: 404, title: "There is nothing at this address." },
  method_not_allowed: { status: 405, title: "This address only answers GET." },
  signature_invalid: {
    status: 401,
    title: "The request isn’t signed by the app proxy, or too old.",
  },
  token_invalid: { status: 401, title: "The session token is missing, invalid or expired." },
  store_unknown: { status: 403, title: "The store doesn’t have the app." },
  invalid_input: { status: 400, title: "The request isn’t valid." },
  rate_limited: { status: 429, title: "Too many requests. Try again later." },
  busy: { status: 503, title: "The store is busy. Try again in a moment." },
  internal_error: { status: 500, title: "Something went wrong on our side." },
} as const;

export interface StorefrontProblem {
  kind: keyof typeof problems;
  /** More than the title says. */
  message?: string;
  retryAfterSeconds?: number;
}

/** A problem response as in RFC 9457. It never says anything about a shopper or a code. */
export function storefrontProblem(
  { kind, message, retryAfterSeconds }: StorefrontProblem,
  headers: Record<string, string>,
): MachineResponse {
  const { status, title } = problems[kind];
  const body = { title, status, code: kind, detail: message ?? title };
  const retry = retryAfterSeconds === undefined ? {} : { "Retry-After": String(retryAfterSeconds) };
  return {
    status,
    headers: { ...headers, ...retry, "Content-Type": "application/problem+json" },
    body: JSON.stringify(body),
  };
}
