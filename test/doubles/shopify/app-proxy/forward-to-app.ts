import type { RouteCall } from "../http/route";

/** The app didn't answer in time, or not at all. */
export type ProxyFailure = "too-slow" | "no-answer";

/**
 * Headers that end at a proxy, and cookies: the app's pages are on the store's domain, so Shopify
 * takes cookies out of requests and answers (documented).
 */
const NOT_FORWARDED = [
  "cookie",
  "set-cookie",
  "host",
  "connection",
  "keep-alive",
  "transfer-encoding",
  "upgrade",
  "expect",
  "content-length",
  "content-encoding",
  "accept-encoding",
];

export function withoutHopHeaders(headers: Headers): Headers {
  const kept = new Headers(headers);
  for (const name of NOT_FORWARDED) kept.delete(name);
  return kept;
}

/** Sends a buyer's request on to the app. `path` is the one in the app, with its query. */
export async function forwardToApp(
  { sandbox, request, clientAddress }: RouteCall,
  path: string,
): Promise<Response | ProxyFailure> {
  const { settings, world } = sandbox;
  const headers = withoutHopHeaders(request.headers);
  // The last address is the one that Shopify saw. What a buyer's browser claims comes before it.
  const claimed = request.headers.get("x-forwarded-for");
  headers.set("x-forwarded-for", claimed ? `${claimed}, ${clientAddress}` : clientAddress);
  headers.set("x-forwarded-host", new URL(settings.publicAppUrl).host);
  headers.set("x-forwarded-proto", "http");
  const { method } = request;
  const hasBody = method !== "GET" && method !== "HEAD";
  try {
    const answer = await fetch(new URL(path, settings.appUrl), {
      method,
      headers,
      redirect: "manual",
      signal: AbortSignal.timeout(world.pace.proxyLimitMs),
      ...(hasBody && { body: await request.arrayBuffer() }),
    });
    // The time also counts for the body.
    return new Response(hasNoBody(answer.status) ? null : await answer.arrayBuffer(), answer);
  } catch (error) {
    return error instanceof DOMException && error.name === "TimeoutError"
      ? "too-slow"
      : "no-answer";
  }
}

const hasNoBody = (status: number): boolean => [204, 205, 304].includes(status);
