import type { FrameLine } from "./frame-line";

const OUTSIDE =
  /^(shopify:\/*admin\/|https:\/\/admin\.shopify\.com\/|https:\/\/[\w-]+\.myshopify\.com\/admin)/;

/** Pages of the admin are opened by the frame: the app's own page must not leave its place. */
export function patchOpen(line: FrameLine): void {
  const realOpen = window.open.bind(window);
  window.open = (url, target, features) => {
    const wanted = String(url ?? "");
    const outOfFrame = target === "_top" || target === "_parent";
    if (!line.embedded || (!OUTSIDE.test(wanted) && !outOfFrame)) {
      return realOpen(url, target, features);
    }
    const absolute = OUTSIDE.test(wanted) ? wanted : new URL(wanted, window.location.href).href;
    line.send({ type: "open", url: absolute, target: target || "_blank" });
    return null;
  };
}
