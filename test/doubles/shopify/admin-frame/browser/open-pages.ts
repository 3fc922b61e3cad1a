import type { FrameConfig } from "../frame-config";
import type { AppLine } from "./app-line";

/** Opens what the app cannot open itself: pages of the admin, and pages outside of the frame. */
export function openPages(line: AppLine, config: FrameConfig): void {
  line.hear((message) => {
    if (message.type !== "open") return;
    const url = here(message.url, config);
    if (message.target === "_blank") window.open(url, "_blank", "noopener");
    else window.location.assign(url);
  });
}

/** An address of Shopify's admin, as it is in this one. */
function here(url: string, config: FrameConfig): string {
  return url
    .replace(/^shopify:\/*admin\//, `${config.storePath}/`)
    .replace(/^https:\/\/admin\.shopify\.com\/store\//, "/admin/store/")
    .replace(/^https:\/\/[\w-]+\.myshopify\.com\/admin/, config.storePath);
}
