import { now } from "../clock/now";
import type { Sandbox } from "../sandbox";
import { addTask } from "../state/add-task";
import { emitWebhook } from "../webhooks/emit-webhook";
import type { Shop } from "./shop";
import { shopPayload } from "./shop-payload";

// Shopify asks for the erasure of a shop's data two days after it left.
const REDACT_AFTER_MS = 48 * 60 * 60 * 1000;

/** Tokens die first: an app that reacts to the webhook can no longer call the API. */
export function uninstallApp(sandbox: Sandbox, shop: Shop): void {
  shop.installation = null;
  shop.accessTokens = {};
  shop.refreshTokens = {};
  emitWebhook(sandbox, shop, "app/uninstalled", shopPayload(sandbox, shop));
  shop.webhookSubscriptions = {};
  addTask(sandbox, now(sandbox) + REDACT_AFTER_MS, { kind: "shop-redact", shop: shop.domain });
}
