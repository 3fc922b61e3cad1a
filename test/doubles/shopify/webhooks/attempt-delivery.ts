import { createHmac } from "node:crypto";
import { now } from "../clock/now";
import type { Sandbox } from "../sandbox";
import { addTask } from "../state/add-task";
import type { Attempt, Delivery } from "./delivery";
import { deliveryTotals, finishDelivery } from "./finish-delivery";
import { postDelivery } from "./post-delivery";

const ANSWER_WITHIN_MS = 5000;

// Eight retries within four hours. Shopify doesn't publish the intervals. These grow and add up to it.
const RETRY_AFTER_MINUTES = [1, 2, 5, 12, 25, 45, 60, 90];

/** Sends a delivery once. Without a 2xx response, it is retried later with the same IDs. */
export async function attemptDelivery(sandbox: Sandbox, deliveryId: string): Promise<void> {
  const delivery = sandbox.world.deliveries[deliveryId];
  if (!delivery) return;
  const attempt = await post(sandbox, delivery);
  delivery.attempts.push(attempt);
  deliveryTotals(sandbox, delivery.topic).sent += 1;
  if (attempt.status !== null && attempt.status >= 200 && attempt.status < 300) {
    finishDelivery(sandbox, delivery, "delivered");
    return;
  }
  // A failed repeat doesn't change a delivery that already succeeded.
  if (delivery.state === "delivered") return;
  const minutes = RETRY_AFTER_MINUTES[delivery.attempts.length - 1];
  if (minutes === undefined) {
    finishDelivery(sandbox, delivery, "failed");
    return;
  }
  delivery.state = "waiting";
  addTask(sandbox, now(sandbox) + minutes * 60_000, { kind: "webhook-attempt", deliveryId });
}

async function post(sandbox: Sandbox, delivery: Delivery): Promise<Attempt> {
  const at = now(sandbox);
  const started = performance.now();
  const attempt = (status: number | null, error: string | null): Attempt => ({
    at,
    status,
    error,
    durationMs: Math.round(performance.now() - started),
  });
  try {
    const headers = webhookHeaders(sandbox, delivery);
    const { url, body } = delivery;
    return attempt(await postDelivery(url, headers, body, ANSWER_WITHIN_MS), null);
  } catch (error) {
    return attempt(null, error instanceof Error ? error.message : String(error));
  }
}

function webhookHeaders(sandbox: Sandbox, delivery: Delivery): Record<string, string> {
  const hmac = createHmac("sha256", sandbox.settings.app.apiSecret)
    .update(delivery.body)
    .digest("base64");
  return {
    "content-type": "application/json",
    "user-agent": "Shopify-Captain-Hook",
    "x-shopify-topic": delivery.topic,
    "x-shopify-hmac-sha256": hmac,
    "x-shopify-shop-domain": delivery.shop,
    "x-shopify-api-version": delivery.apiVersion,
    "x-shopify-webhook-id": delivery.webhookId,
    "x-shopify-event-id": delivery.eventId,
    "x-shopify-triggered-at": new Date(delivery.triggeredAt).toISOString(),
  };
}
