/** Header with the request id, in requests and responses. */
export const requestIdHeader = "X-Request-Id";

const plain = /^[\w.-]{1,64}$/;

/** The request's id, which `servePages` set. Empty if there is none. */
export function requestIdOf(headers: Headers): string {
  return headers.get(requestIdHeader) ?? "";
}

/** Returns the client's own request id if it is safe to log. Otherwise a new one. */
export function acceptRequestId(header: unknown, makeId: () => string): string {
  return typeof header === "string" && plain.test(header) ? header : makeId();
}
