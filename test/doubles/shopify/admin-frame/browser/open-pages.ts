import type { FrameConfig } from "../frame-config";
import type { AppChannel } from "./app-channel";

/** Opens pages that the app can't open itself: admin pages and pages outside the iframe. */
export function openPages(channel: AppChannel, config: FrameConfig): void {
  channel.listen((message) => {
    if (message.type !== "open") return;
    const url = here(message.url, config);
    if (message.target === "_blank") window.open(url, "_blank", "noopener");
    else window.location.assign(url);
  });
}

/** Converts a URL of Shopify's admin to this one. */
function here(url: string, config: FrameConfig): string {
  return url
    .replace(/^shopify:\/*admin\//, `${config.storePath}/`)
    .replace(/^https:\/\/admin\.shopify\.com\/store\//, "/admin/store/")
    .replace(/^https:\/\/[\w-]+\.myshopify\.com\/admin/, config.storePath);
}
