import type { Sandbox } from "../sandbox";
import { findShop } from "../shops/find-shop";
import { emitWebhook } from "./emit-webhook";

/** Sends shop/redact 48 hours after uninstall, unless the shop reinstalled the app in the meantime. */
export async function sendShopRedact(sandbox: Sandbox, domain: string): Promise<void> {
  const shop = findShop(sandbox, domain);
  if (!shop || shop.installation) return;
  emitWebhook(sandbox, shop, "shop/redact", {
    shop_id: BigInt(shop.id),
    shop_domain: shop.domain,
  });
}
