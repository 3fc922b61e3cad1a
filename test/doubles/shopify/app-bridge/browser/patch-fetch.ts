import type { FrameChannel } from "./frame-channel";
import type { FrameRequests } from "./frame-requests";

const RETRY = "X-Shopify-Retry-Invalid-Session-Request";
const REAUTHORIZE = "X-Shopify-API-Request-Failure-Reauthorize";
const REAUTHORIZE_URL = "X-Shopify-API-Request-Failure-Reauthorize-Url";

/**
 * Adds a fresh session token to the page's requests to its own server. The server may request one
 * retry with a newer token, or a redirect.
 */
export function patchFetch(channel: FrameChannel, requests: FrameRequests): void {
  const realFetch = window.fetch.bind(window);

  const send = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const initHeaders = init?.headers ?? (input instanceof Request ? input.headers : undefined);
    const headers = new Headers(initHeaders);
    headers.set("Authorization", `Bearer ${await requests.idToken()}`);
    headers.set("X-Requested-With", "XMLHttpRequest");
    return realFetch(input, { ...init, headers });
  };

  window.fetch = async (input, init) => {
    const { url, headers } = new Request(input, { ...init, body: null });
    const own = new URL(url).origin === window.location.origin;
    if (!own || !channel.embedded || headers.has("Authorization")) return realFetch(input, init);
    // A request's body can be read only once, so keep a copy for the retry. Files in `init` are read again.
    const again = input instanceof Request ? input.clone() : input;
    let response = await send(input, init);
    if (response.headers.get(RETRY)) response = await send(again, init);
    const elsewhere = response.headers.get(REAUTHORIZE_URL);
    if (elsewhere) {
      const target = new URL(elsewhere, window.location.href).href;
      channel.send({ type: "open", url: target, target: "_top" });
    } else if (response.headers.get(REAUTHORIZE)) {
      window.location.reload();
    }
    return response;
  };
}
