import type { Questions } from "./questions";

/**
 * On the app's bounce page: goes back to where the merchant wanted to be, this time with a session
 * token in the address.
 */
export async function bounce(questions: Questions): Promise<void> {
  const wanted = new URLSearchParams(window.location.search).get("shopify-reload");
  if (!wanted) return;
  const target = new URL(wanted, window.location.href);
  if (target.origin !== window.location.origin) return;
  target.searchParams.set("id_token", await questions.idToken());
  window.location.replace(target);
}
