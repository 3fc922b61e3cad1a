import { createHmac, randomUUID } from "node:crypto";
import type { ActionFunctionArgs } from "@remix-run/node";
import { webhookVerifier } from "../../app/platform/shopify/verify-webhook.server";
import type { TestServices } from "./test-services";

const apiSecret = "secret of the tests";

export interface Delivery {
  topic: string;
  body: string;
  shop?: string;
  eventId?: string;
  triggeredAt?: string;
  /** Signs with another secret than Shopify's. */
  secret?: string;
  /** Headers to leave out. */
  without?: string[];
}

/** What a route's action gets when Shopify delivers an event. */
export function signedWebhook(services: TestServices, delivery: Delivery): ActionFunctionArgs {
  const { topic, body, shop = "demo-store.myshopify.com", without = [] } = delivery;
  const headers = new Headers({
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
  });
  for (const name of without) headers.delete(name);
  const verifyWebhook = webhookVerifier({ apiSecret });
  return {
    request: new Request(`https://app.example/webhooks/${topic}`, {
      method: "POST",
      headers,
      body,
    }),
    params: {},
    context: { services: { ...services, verifyWebhook } },
  } as unknown as ActionFunctionArgs;
}
