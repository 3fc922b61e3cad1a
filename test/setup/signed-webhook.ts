import { createHmac, randomUUID } from "node:crypto";
import { webhookVerifier } from "../../app/platform/shopify/verify-webhook.server";
import type { HandlerInput } from "../../app/server/router.server";
import { postedRequest } from "./posted-request";
import type { TestServices } from "./test-services";

const apiSecret = "secret of the tests";

export interface Delivery {
  topic: string;
  body: string;
  shop?: string;
  eventId?: string;
  triggeredAt?: string;
  /** Signs with this secret instead of Shopify's. */
  secret?: string;
  /** Sends this body instead of the signed one. */
  sentBody?: string;
  /** Headers to leave out. */
  without?: string[];
}

/** The input of a webhook handler for a delivery from Shopify. */
export function signedWebhook(services: TestServices, delivery: Delivery): HandlerInput {
  const { topic, body, shop = "demo-store.myshopify.com", without = [] } = delivery;
  const headers: Record<string, string> = {
    "content-type": "application/json",
    "x-shopify-topic": topic,
    "x-shopify-shop-domain": shop,
    "x-shopify-api-version": "2026-10",
    "x-shopify-webhook-id": randomUUID(),
    "x-shopify-event-id": delivery.eventId ?? randomUUID(),
    "x-shopify-hmac-sha256": createHmac("sha256", delivery.secret ?? apiSecret)
      .update(body)
      .digest("base64"),
    ...(delivery.triggeredAt ? { "x-shopify-triggered-at": delivery.triggeredAt } : {}),
  };
  for (const name of without) delete headers[name];
  const verifyWebhook = webhookVerifier({ apiSecret });
  return {
    request: postedRequest(`/webhooks/${topic}`, headers, delivery.sentBody ?? body),
    services: { ...services, verifyWebhook },
  } as unknown as HandlerInput;
}
