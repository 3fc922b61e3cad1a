import type { FrameRequests } from "./frame-requests";

/**
 * On the app's bounce page: returns to the page the merchant requested, with a session token in the
 * URL.
 */
export async function bounce(requests: FrameRequests): Promise<void> {
  const address = new URLSearchParams(window.location.search).get("shopify-reload");
  if (!address) return;
  const target = new URL(address, window.location.href);
  if (target.origin !== window.location.origin) return;
  target.searchParams.set("id_token", await requests.idToken());
  window.location.replace(target);
}
