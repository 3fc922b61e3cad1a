import { randomBytes } from "node:crypto";
import { ADMIN_PARAMETERS } from "../app-bridge/messages";
import { now } from "../clock/now";
import type { Sandbox } from "../sandbox";
import { shopHandle } from "../shops/find-shop";
import type { Shop } from "../shops/shop";
import { mintSessionToken } from "../sign-in/mint-session-token";
import { signQuery } from "../sign-in/sign-query";

/** The URL of an app page with the parameters that the admin adds. */
export function appAddress(sandbox: Sandbox, shop: Shop, path: string, search: string): string {
  const { app, publicAppUrl } = sandbox.settings;
  const own = new URLSearchParams(search);
  for (const name of ADMIN_PARAMETERS) own.delete(name);
  const host = Buffer.from(`admin.shopify.com/store/${shopHandle(shop)}`).toString("base64");
  const signed = signQuery(
    {
      ...Object.fromEntries(own),
      embedded: "1",
      host: host.replace(/=+$/, ""),
      id_token: mintSessionToken(sandbox, shop),
      locale: "en",
      session: randomBytes(32).toString("hex"),
      shop: shop.domain,
      timestamp: String(Math.floor(now(sandbox) / 1000)),
    },
    app.apiSecret,
  );
  return `${new URL(`/${path.replace(/^\/+/, "")}`, publicAppUrl).href}?${signed}`;
}
