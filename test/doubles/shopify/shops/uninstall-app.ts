import { now } from "../clock/now";
import type { Sandbox } from "../sandbox";
import { addTask } from "../state/add-task";
import { emitWebhook } from "../webhooks/emit-webhook";
import type { Shop } from "./shop";
import { shopPayload } from "./shop-payload";

// Shopify sends shop/redact two days after an uninstall.
const REDACT_AFTER_MS = 48 * 60 * 60 * 1000;

/** Revokes all tokens before sending the webhook, so an app can't call the API when it receives it. */
export function uninstallApp(sandbox: Sandbox, shop: Shop): void {
  shop.installation = null;
  shop.accessTokens = {};
  shop.refreshTokens = {};
  emitWebhook(sandbox, shop, "app/uninstalled", shopPayload(sandbox, shop));
  shop.webhookSubscriptions = {};
  addTask(sandbox, now(sandbox) + REDACT_AFTER_MS, { kind: "shop-redact", shop: shop.domain });
}
