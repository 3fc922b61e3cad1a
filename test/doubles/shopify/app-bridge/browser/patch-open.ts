import type { FrameChannel } from "./frame-channel";

const OUTSIDE =
  /^(shopify:\/*admin\/|https:\/\/admin\.shopify\.com\/|https:\/\/[\w-]+\.myshopify\.com\/admin)/;

/** Opens admin pages through the admin, so the app doesn't navigate inside its iframe. */
export function patchOpen(channel: FrameChannel): void {
  const realOpen = window.open.bind(window);
  window.open = (url, target, features) => {
    const address = String(url ?? "");
    const outOfFrame = target === "_top" || target === "_parent";
    if (!channel.embedded || (!OUTSIDE.test(address) && !outOfFrame)) {
      return realOpen(url, target, features);
    }
    const absolute = OUTSIDE.test(address) ? address : new URL(address, window.location.href).href;
    channel.send({ type: "open", url: absolute, target: target || "_blank" });
    return null;
  };
}
