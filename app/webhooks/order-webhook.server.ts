import { wakeLedgerAfter } from "../features/redemptions/ledger/wake-ledger.server";
import { noteOrders } from "../features/redemptions/orders/note-orders.server";
import { orderPayload } from "../platform/shopify/orders/order-payload";
import { gatheredWebhooks } from "./webhook.server";

/** Makes the action of a topic that carries a whole order. */
export const orderWebhook = gatheredWebhooks(
  orderPayload,
  ({ services, shop, events }) =>
    noteOrders(services, services.database, shop, {
      now: services.clock.now(),
      events: events.map(({ payload: order, ...event }) => ({ ...event, order })),
    }),
  ({ database }, shop) => wakeLedgerAfter(database, shop),
);
