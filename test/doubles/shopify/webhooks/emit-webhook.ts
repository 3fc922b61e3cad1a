import { randomUUID } from "node:crypto";
import { now } from "../clock/now";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import { nextNumber } from "../state/next-number";
import { dispatchDelivery } from "./dispatch-delivery";
import { payloadText } from "./payload-text";

/** Sends an event to all subscribers of its topic (such as `orders/create`). */
export const emitWebhook = (sandbox: Sandbox, shop: Shop, topic: string, payload: unknown): void =>
  sendEvent(sandbox, shop, { topic, eventId: randomUUID(), body: () => payloadText(payload) });

export interface WebhookEvent {
  topic: string;
  /** Shared by all topics of one action of a buyer or merchant. */
  eventId: string;
  /** Called once, and only if there is a subscriber. */
  body: () => string;
}

export function sendEvent(sandbox: Sandbox, shop: Shop, event: WebhookEvent): void {
  const { topic, eventId } = event;
  const urls = subscribers(sandbox, shop, topic);
  const body = urls.length > 0 ? event.body() : "";
  for (const url of urls) {
    dispatchDelivery(sandbox, {
      id: nextNumber(sandbox.world),
      webhookId: randomUUID(),
      eventId,
      topic,
      shop: shop.domain,
      url,
      apiVersion: sandbox.settings.webhooks.apiVersion,
      triggeredAt: now(sandbox),
      body,
      state: "waiting",
      attempts: [],
    });
  }
}

/** The URLs of the app's TOML file first, then those subscribed through the API. */
function subscribers(sandbox: Sandbox, shop: Shop, topic: string): string[] {
  const { webhooks, publicAppUrl } = sandbox.settings;
  const routes = webhooks.routes
    .filter((route) => route.topic === topic)
    .map((route) => new URL(route.uri, publicAppUrl).href);
  const asEnum = topic.toUpperCase().replaceAll("/", "_");
  const subscribed = Object.values(shop.webhookSubscriptions)
    .filter((subscription) => subscription.topic === asEnum)
    .map((subscription) => subscription.uri);
  return [...new Set([...routes, ...subscribed])];
}
