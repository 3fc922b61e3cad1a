/** The header that names a request, in both directions. */
export const requestIdHeader = "X-Request-Id";

const plain = /^[\w-]{8,64}$/;

/** The id that `servePages` gave a request, or took from its client. */
export function requestIdOf(headers: Headers): string {
  return headers.get(requestIdHeader) ?? "";
}

/** The client's own id for its request, when it is one that can go into logs; otherwise a new one. */
export function acceptRequestId(given: unknown, makeId: () => string): string {
  return typeof given === "string" && plain.test(given) ? given : makeId();
}
