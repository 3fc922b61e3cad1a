import type { Sandbox } from "../sandbox";
import { findShop } from "../shops/find-shop";
import { emitWebhook } from "./emit-webhook";

/** Due 48 hours after uninstall; a shop that came back in the meantime keeps its data. */
export async function sendShopRedact(sandbox: Sandbox, domain: string): Promise<void> {
  const shop = findShop(sandbox, domain);
  if (!shop || shop.installation) return;
  emitWebhook(sandbox, shop, "shop/redact", {
    shop_id: BigInt(shop.id),
    shop_domain: shop.domain,
  });
}
