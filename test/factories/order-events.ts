import { createHmac } from "node:crypto";

/** The final state of an order, and the webhooks that led to it. */
export interface SimulatedOrder {
  gid: string;
  code: string;
  buyer: string;
  cancelled: boolean;
  events: OrderEvent[];
}

/** A webhook as sent over the network. */
export interface OrderEvent {
  topic: string;
  eventId: string;
  body: string;
}

const start = Date.parse("2026-11-21T08:00:00Z");

/**
 * The n-th order: placed, and a second later edited or canceled. Every third one is placed by someone
 * other than the code's recipient.
 */
export function simulateOrder(n: number, code: string, recipient: string): SimulatedOrder {
  const number = 9_007_199_254_740_993n + BigInt(n);
  const gid = `gid://shopify/Order/${number}`;
  const cancelled = n % 5 === 0;
  const buyer = n % 3 === 0 ? `leak-${n}@example.com` : recipient;
  const order = {
    admin_graphql_api_id: gid,
    name: `#${1001 + n}`,
    created_at: moment(0),
    test: false,
    currency: "EUR",
    email: buyer,
    customer: null,
    discount_codes: [{ code, amount: "4.90", type: "percentage" }],
    line_items: Array.from({ length: 3 }, (_, line) => ({
      title: `Linen shirt ${line}`,
      quantity: 1,
      price: "49.00",
      properties: [],
      discount_allocations: [{ amount: "1.63", discount_application_index: 0 }],
    })),
    note: "Thank you for your order. ".repeat(20),
    refunds: [],
  };
  const event = (topic: string, second: number, parts: object): OrderEvent => {
    const text = JSON.stringify({ ...order, updated_at: moment(second), ...parts });
    return {
      topic,
      eventId: `${n}-${topic}`,
      // A number above 2^53, as Shopify sends it. `JSON.stringify` can't write it.
      body: `{"id":${number},${text.slice(1)}`,
    };
  };
  const placed = { total_price: "44.10", financial_status: "pending" };
  const paid = { total_price: "44.10", financial_status: "paid" };
  return {
    gid,
    code,
    buyer,
    cancelled,
    events: [
      event("orders/create", 0, placed),
      cancelled
        ? event("orders/cancelled", 1, { ...paid, cancelled_at: moment(1) })
        : event("orders/updated", 1, { ...paid, total_price: "40.00" }),
    ],
  };
}

function moment(second: number): string {
  return new Date(start + second * 1000).toISOString();
}

/** The headers of a webhook from Shopify. */
export function eventHeaders(event: OrderEvent, shop: string, secret: string) {
  return {
    "content-type": "application/json",
    "x-shopify-topic": event.topic,
    "x-shopify-shop-domain": shop,
    "x-shopify-api-version": "2026-10",
    "x-shopify-webhook-id": event.eventId,
    "x-shopify-event-id": event.eventId,
    "x-shopify-hmac-sha256": createHmac("sha256", secret).update(event.body).digest("base64"),
  };
}
