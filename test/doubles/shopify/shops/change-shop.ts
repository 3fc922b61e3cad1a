import { now } from "../clock/now";
import type { Sandbox } from "../sandbox";
import { emitWebhook } from "../webhooks/emit-webhook";
import type { Shop } from "./shop";
import { shopPayload } from "./shop-payload";

/** The settings of the shop that a merchant can change. */
export type ShopChange = Partial<Pick<Shop, "name" | "email" | "currency" | "timeZone">>;

/** The merchant changes the shop's settings. */
export function changeShop(sandbox: Sandbox, shop: Shop, change: ShopChange): void {
  const { name, email, currency, timeZone } = { ...shop, ...change };
  Object.assign(shop, { name, email, currency, timeZone, updatedAt: now(sandbox) });
  emitWebhook(sandbox, shop, "shop/update", shopPayload(sandbox, shop));
}
