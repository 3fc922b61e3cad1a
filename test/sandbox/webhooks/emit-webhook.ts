import { randomUUID } from "node:crypto";
import { now } from "../clock/now";
import { takeFault } from "../faults/take-fault";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import { addTask } from "../state/add-task";
import { nextNumber } from "../state/next-number";
import type { Delivery } from "./delivery";
import { deliveryTotals, finishDelivery } from "./finish-delivery";
import { payloadText } from "./payload-text";

// Enough that an event of the same moment, sent without delay, is surely there first.
const REORDER_DELAY_MS = 2000;

/** Sends an event to everybody who subscribed to its topic (as in `orders/create`). */
export const emitWebhook = (sandbox: Sandbox, shop: Shop, topic: string, payload: unknown): void =>
  sendEvent(sandbox, shop, { topic, eventId: randomUUID(), body: () => payloadText(payload) });

export interface WebhookEvent {
  topic: string;
  /** The same for all topics that one action of a buyer or merchant causes. */
  eventId: string;
  /** Asked for once, and only when somebody subscribed. */
  body: () => string;
}

export function sendEvent(sandbox: Sandbox, shop: Shop, event: WebhookEvent): void {
  const { topic, eventId } = event;
  const urls = subscribers(sandbox, shop, topic);
  const body = urls.length > 0 ? event.body() : "";
  for (const url of urls) {
    const delivery: Delivery = {
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
    };
    sandbox.world.deliveries[delivery.id] = delivery;
    deliveryTotals(sandbox, topic).created += 1;
    dispatch(sandbox, delivery);
  }
}

/** The app's own routes come first, then what it subscribed to through the API. */
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

function dispatch(sandbox: Sandbox, delivery: Delivery): void {
  const fault = takeFault(sandbox, "webhook", [delivery.topic]);
  if (fault?.kind === "drop") {
    finishDelivery(sandbox, delivery, "dropped");
    return;
  }
  const wait = fault?.kind === "delay" ? fault.delayMs : 0;
  const dueAt = now(sandbox) + (fault?.kind === "reorder" ? REORDER_DELAY_MS : wait);
  const times = fault?.kind === "repeat" ? 2 : 1;
  for (let sent = 0; sent < times; sent += 1) {
    addTask(sandbox, dueAt, { kind: "webhook-attempt", deliveryId: delivery.id });
  }
}
