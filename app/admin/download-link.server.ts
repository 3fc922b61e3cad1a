import { createHmac, timingSafeEqual } from "node:crypto";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { deriveKey } from "../core/encryption/derive-key.server";
import type { Keyring } from "../core/encryption/keyring.server";
import type { ShopContext } from "../core/ids";
import { findShop } from "../features/shops/find-shop.server";
import type { FileFacts } from "../files/write/table-file.server";
import type { AppServices, Services } from "../services.server";
import { fileResponse } from "./file-response.server";

/** Long enough for a slow click, short enough to make a link in the browser's history worthless. */
const validSeconds = 300;

/**
 * Signs a link to a download of the shop and returns its path and query. Only the browser itself
 * can save a million rows without holding them in memory, but unlike the embedded page, it sends no
 * session token. `path` may have a query. The signature covers path, query, shop and expiry.
 */
export function signDownload(
  { keyring, clock }: Pick<Services, "keyring" | "clock">,
  shop: Pick<ShopContext, "id">,
  path: string,
): string {
  const url = new URL(path, "https://app.invalid");
  url.searchParams.set("shop_id", String(shop.id));
  url.searchParams.set("until", String(seconds(clock.now()) + validSeconds));
  url.searchParams.set("signature", sign(keyring, url));
  return `${url.pathname}${url.search}`;
}

/** What a download gets once its link is verified. */
export interface DownloadRequest {
  services: AppServices;
  shop: ShopContext;
  url: URL;
  params: Record<string, string | undefined>;
  /** Responds with a file that is streamed as it is generated. */
  sendFile(pieces: AsyncIterable<string | Uint8Array>, file: FileFacts): Response;
}

/**
 * Creates a loader for a route that only signed links open, without a page around it. Responds 403
 * to links that are expired or not ours.
 */
export function downloadLoader(load: (request: DownloadRequest) => Promise<Response>) {
  return async ({ request, params, context }: LoaderFunctionArgs): Promise<Response> => {
    const { services } = context;
    const url = new URL(request.url);
    const shop = isSigned(services, url)
      ? await findShop(services, Number(url.searchParams.get("shop_id")))
      : null;
    if (!shop) {
      return new Response("This link has expired. Go back to the app and download again.", {
        status: 403,
        headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store" },
      });
    }
    const browser = { signal: request.signal, drained: context.drained };
    const sendFile: DownloadRequest["sendFile"] = (pieces, file) =>
      fileResponse(pieces, file, browser);
    return load({ services, shop, url, params, sendFile });
  };
}

function isSigned({ keyring, clock }: Services, url: URL): boolean {
  const presented = Buffer.from(url.searchParams.get("signature") ?? "", "base64url");
  const unsigned = new URL(url);
  unsigned.searchParams.delete("signature");
  const expected = Buffer.from(sign(keyring, unsigned), "base64url");
  const alive = Number(url.searchParams.get("until")) > seconds(clock.now());
  return presented.length === expected.length && timingSafeEqual(presented, expected) && alive;
}

function sign({ hashSecret }: Keyring, url: URL): string {
  const key = deriveKey(hashSecret, "download-link");
  return createHmac("sha256", key).update(`${url.pathname}${url.search}`).digest("base64url");
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
