import type { FrameLine } from "./frame-line";
import type { Questions } from "./questions";

const RETRY = "X-Shopify-Retry-Invalid-Session-Request";
const REAUTHORIZE = "X-Shopify-API-Request-Failure-Reauthorize";
const REAUTHORIZE_URL = "X-Shopify-API-Request-Failure-Reauthorize-Url";

/**
 * From here on, what the page asks of its own server carries who is asking: a fresh session token.
 * The server may ask for one retry with a newer token, or send the merchant elsewhere.
 */
export function patchFetch(line: FrameLine, questions: Questions): void {
  const realFetch = window.fetch.bind(window);

  const send = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const given = init?.headers ?? (input instanceof Request ? input.headers : undefined);
    const headers = new Headers(given);
    headers.set("Authorization", `Bearer ${await questions.idToken()}`);
    headers.set("X-Requested-With", "XMLHttpRequest");
    return realFetch(input, { ...init, headers });
  };

  window.fetch = async (input, init) => {
    const { url, headers } = new Request(input, { ...init, body: null });
    const own = new URL(url).origin === window.location.origin;
    if (!own || !line.embedded || headers.has("Authorization")) return realFetch(input, init);
    // A request's body can be read once; a copy is for the retry. Files in `init` are read anew.
    const again = input instanceof Request ? input.clone() : input;
    let response = await send(input, init);
    if (response.headers.get(RETRY)) response = await send(again, init);
    const elsewhere = response.headers.get(REAUTHORIZE_URL);
    if (elsewhere) {
      const target = new URL(elsewhere, window.location.href).href;
      line.send({ type: "open", url: target, target: "_top" });
    } else if (response.headers.get(REAUTHORIZE)) {
      window.location.reload();
    }
    return response;
  };
}
