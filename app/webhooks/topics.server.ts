import { z } from "zod";
import { markDiscountDeleted } from "../features/discounts/cache/mark-discount-deleted.server";
import { requestDiscountRefresh } from "../features/discounts/cache/request-discount-refresh.server";
import { noticeGuardChange } from "../features/guard/discount/notice-guard-change.server";
import {
  requestCustomerErasure,
  requestCustomerExport,
  requestShopErasure,
} from "../features/privacy/privacy-requests.server";
import { mergeCustomers } from "../features/recipients/identities/merge-customers.server";
import { requestCustomerLink } from "../features/recipients/identities/request-customer-link.server";
import {
  enqueueLedgerAfter,
  enqueueOrderRead,
} from "../features/redemptions/enqueue-orders.server";
import { storeOrders } from "../features/redemptions/orders/store-orders.server";
import { changeScopes } from "../features/shops/change-scopes.server";
import { requestShopRefresh } from "../features/shops/refresh-shop.server";
import { uninstallShop } from "../features/shops/uninstall-shop.server";
import { orderGid } from "../platform/shopify/orders/order-gid";
import { orderPayload } from "../platform/shopify/orders/order-payload";
import type { RequestHandler } from "../server/router.server";
import {
  createdCustomerSchema,
  customerSchema,
  discountSchema,
  mergedCustomersSchema,
  platformId,
} from "./payloads";
import { coalescedWebhooks, webhook } from "./webhook.server";

/** For topics that carry a whole order. The kind of change doesn't matter. */
const order = coalescedWebhooks(
  orderPayload,
  ({ services, shop, events }) =>
    storeOrders(services, services.database, shop, {
      now: services.clock.now(),
      events: events.map(({ payload, ...event }) => ({ ...event, order: payload })),
    }),
  ({ database }, shop) => enqueueLedgerAfter(database, shop),
);

/** Handlers by topic. `shopify.app.toml` subscribes to each of them. */
const topics = {
  /** The app's access scopes changed. */
  "app/scopes_update": webhook(
    z.looseObject({ current: z.array(z.string()) }),
    (tx, { services, shop, payload }) =>
      changeScopes(services, tx, shop, { scopes: payload.current }),
  ),

  /** The app was uninstalled. Its token is already invalid. */
  "app/uninstalled": webhook(z.looseObject({}), (tx, { services, shop, at }) =>
    uninstallShop(services, tx, shop, { at }),
  ),

  /** A new customer, whose address we may already know as a recipient. */
  "customers/create": webhook(createdCustomerSchema, (tx, { services, shop, payload }) =>
    requestCustomerLink(services, tx, shop, {
      id: payload.admin_graphql_api_id,
      email: payload.email,
      verified: payload.verified_email === true,
    }),
  ),

  /** A customer requested their stored data. */
  "customers/data_request": webhook(
    z.looseObject({ customer: customerSchema, data_request: z.looseObject({ id: platformId }) }),
    (tx, { services, shop, payload }) =>
      requestCustomerExport(services, tx, shop, {
        customer: payload.customer,
        requestId: payload.data_request.id,
      }),
  ),

  /** Two customers were merged. Shopify also sends this if a merge failed. */
  "customers/merge": webhook(mergedCustomersSchema, async (tx, { services, shop, payload }) => {
    if (payload.status !== "completed") return;
    await mergeCustomers(services, tx, shop, {
      kept: payload.admin_graphql_api_customer_kept_id,
      deleted: payload.admin_graphql_api_customer_deleted_id,
    });
  }),

  /** A customer's data has to be erased. */
  "customers/redact": webhook(
    z.looseObject({ customer: customerSchema, orders_to_redact: z.array(platformId).nullish() }),
    (tx, { services, shop, payload }) =>
      requestCustomerErasure(services, tx, shop, {
        customer: payload.customer,
        orders: (payload.orders_to_redact ?? []).map(orderGid),
      }),
  ),

  /** A discount was deleted. Shopify never reuses its id. */
  "discounts/delete": webhook(discountSchema, async (tx, { services, shop, payload, at }) => {
    const platformId = payload.admin_graphql_api_id;
    await markDiscountDeleted(tx, shop, { platformId, at });
    await noticeGuardChange(services, tx, shop, { platformId });
  }),

  /** A discount was changed, started or ended. A job reads its current state. */
  "discounts/update": webhook(discountSchema, async (tx, { services, shop, payload }) => {
    const platformId = payload.admin_graphql_api_id;
    await requestDiscountRefresh(tx, shop, { platformId });
    await noticeGuardChange(services, tx, shop, { platformId });
  }),

  "orders/cancelled": order,
  "orders/create": order,
  "orders/paid": order,
  "orders/updated": order,

  /** Line items of an order changed. The payload has no codes, so we read the order. */
  "orders/edited": webhook(
    z.looseObject({ order_edit: z.looseObject({ order_id: platformId }) }),
    (tx, { shop, payload }) => enqueueOrderRead(tx, shop, orderGid(payload.order_edit.order_id)),
  ),

  /** An order was refunded. The payload has no codes, so we read the order. */
  "refunds/create": webhook(z.looseObject({ order_id: platformId }), (tx, { shop, payload }) =>
    enqueueOrderRead(tx, shop, orderGid(payload.order_id)),
  ),

  /** Sent 48 hours after an uninstall: all of the shop's data has to be erased. */
  "shop/redact": webhook(z.looseObject({}), (tx, { shop }) => requestShopErasure(tx, shop)),

  /**
   * Owner, time zone or currency may have changed. Webhooks may be late, so a job reads the values.
   */
  "shop/update": webhook(z.looseObject({}), (tx, { shop }) => requestShopRefresh(tx, shop)),
};

export type Topic = keyof typeof topics;

/** The request handlers, by topic. */
export const webhookHandlers = Object.fromEntries(
  Object.entries(topics).map(([topic, receive]) => [topic, receive(topic)]),
) as Record<Topic, RequestHandler>;
