import { randomUUID } from "node:crypto";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import { nextNumber } from "../state/next-number";
import { sendEvent } from "../webhooks/emit-webhook";
import { payloadText } from "../webhooks/payload-text";
import type { LineChange, Order, Refund } from "./order";
import { editPayload } from "./payloads/edit-payload";
import { orderPayload } from "./payloads/order-payload";
import { refundPayload } from "./payloads/refund-payload";

/** Sends the current state of an order to each topic. All webhooks of one action share an event ID. */
export function emitOrderEvents(
  sandbox: Sandbox,
  shop: Shop,
  order: Order,
  topics: readonly string[],
): void {
  const eventId = randomUUID();
  let written: string | undefined;
  const body = (): string => {
    written ??= payloadText(orderPayload(sandbox, shop, order));
    return written;
  };
  for (const topic of topics) sendEvent(sandbox, shop, { topic, eventId, body });
}

export function emitRefund(sandbox: Sandbox, shop: Shop, order: Order, refund: Refund): void {
  sendEvent(sandbox, shop, {
    topic: "refunds/create",
    eventId: randomUUID(),
    body: () => payloadText(refundPayload(shop, order, refund)),
  });
}

export function emitEdit(
  sandbox: Sandbox,
  shop: Shop,
  order: Order,
  changes: readonly LineChange[],
  note: string,
): void {
  const id = nextNumber(sandbox.world);
  sendEvent(sandbox, shop, {
    topic: "orders/edited",
    eventId: randomUUID(),
    body: () => payloadText(editPayload(shop, order, id, changes, note)),
  });
}
