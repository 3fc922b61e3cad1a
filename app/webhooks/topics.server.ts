import { z } from "zod";
import { markDiscountDeleted } from "../features/discounts/cache/mark-discount-deleted.server";
import { requestDiscountRefresh } from "../features/discounts/cache/request-discount-refresh.server";
import { requestCustomerErasure } from "../features/privacy/erasure/request-customer-erasure.server";
import { requestShopErasure } from "../features/privacy/erasure/request-shop-erasure.server";
import { requestCustomerExport } from "../features/privacy/export/request-customer-export.server";
import { mergeCustomers } from "../features/recipients/identities/merge-customers.server";
import { requestCustomerLink } from "../features/recipients/identities/request-customer-link.server";
import { enqueueLedgerAfter } from "../features/redemptions/ledger/enqueue-ledger.server";
import { enqueueOrderRead } from "../features/redemptions/orders/enqueue-order-read.server";
import { storeOrders } from "../features/redemptions/orders/store-orders.server";
import { changeScopes } from "../features/shops/change-scopes.server";
import { requestShopRefresh } from "../features/shops/request-shop-refresh.server";
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

/** A topic that carries a whole order. What kind of change it was makes no difference. */
const order = coalescedWebhooks(
  orderPayload,
  ({ services, shop, events }) =>
    storeOrders(services, services.database, shop, {
      now: services.clock.now(),
      events: events.map(({ payload, ...event }) => ({ ...event, order: payload })),
    }),
  ({ database }, shop) => enqueueLedgerAfter(database, shop),
);

/** What is done with an event, by its topic. `shopify.app.toml` subscribes to each of them. */
const topics = {
  /** The shop granted or took back what the app may do. */
  "app/scopes_update": webhook(
    z.looseObject({ current: z.array(z.string()) }),
    (tx, { services, shop, payload }) =>
      changeScopes(services, tx, shop, { scopes: payload.current }),
  ),

  /** The shop removed the app. Its token is dead already. */
  "app/uninstalled": webhook(z.looseObject({}), (tx, { services, shop, at }) =>
    uninstallShop(services, tx, shop, { at }),
  ),

  /** An address that we may know is now a customer, too. */
  "customers/create": webhook(createdCustomerSchema, (tx, { services, shop, payload }) =>
    requestCustomerLink(services, tx, shop, {
      id: payload.admin_graphql_api_id,
      email: payload.email,
      verified: payload.verified_email === true,
    }),
  ),

  /** A customer wants to know what is stored about them. */
  "customers/data_request": webhook(
    z.looseObject({ customer: customerSchema, data_request: z.looseObject({ id: platformId }) }),
    (tx, { services, shop, payload }) =>
      requestCustomerExport(services, tx, shop, {
        customer: payload.customer,
        requestId: payload.data_request.id,
      }),
  ),

  /** Two customers became one. Shopify also sends it when a merge failed. */
  "customers/merge": webhook(mergedCustomersSchema, async (tx, { services, shop, payload }) => {
    if (payload.status !== "completed") return;
    await mergeCustomers(services, tx, shop, {
      kept: payload.admin_graphql_api_customer_kept_id,
      deleted: payload.admin_graphql_api_customer_deleted_id,
    });
  }),

  /** What is stored about a customer is to be erased. */
  "customers/redact": webhook(
    z.looseObject({ customer: customerSchema, orders_to_redact: z.array(platformId).nullish() }),
    (tx, { services, shop, payload }) =>
      requestCustomerErasure(services, tx, shop, {
        customer: payload.customer,
        orders: (payload.orders_to_redact ?? []).map(orderGid),
      }),
  ),

  /** A discount is gone for good. Its id never comes back. */
  "discounts/delete": webhook(discountSchema, (tx, { shop, payload, at }) =>
    markDiscountDeleted(tx, shop, { platformId: payload.admin_graphql_api_id, at }),
  ),

  /** A discount was changed, or began or ended. A job reads what it is now. */
  "discounts/update": webhook(discountSchema, (tx, { shop, payload }) =>
    requestDiscountRefresh(tx, shop, { platformId: payload.admin_graphql_api_id }),
  ),

  "orders/cancelled": order,
  "orders/create": order,
  "orders/paid": order,
  "orders/updated": order,

  /** Lines of an order changed. It tells nothing of codes, so the order is read. */
  "orders/edited": webhook(
    z.looseObject({ order_edit: z.looseObject({ order_id: platformId }) }),
    (tx, { shop, payload }) => enqueueOrderRead(tx, shop, orderGid(payload.order_edit.order_id)),
  ),

  /** Money was given back. It tells nothing of codes, so the order is read. */
  "refunds/create": webhook(z.looseObject({ order_id: platformId }), (tx, { shop, payload }) =>
    enqueueOrderRead(tx, shop, orderGid(payload.order_id)),
  ),

  /** Two days after a shop left, everything of it is to be erased. */
  "shop/redact": webhook(z.looseObject({}), (tx, { shop }) => requestShopErasure(tx, shop)),

  /** The shop's owner, time zone or currency may be another. Events may come late; a job reads what is true. */
  "shop/update": webhook(z.looseObject({}), (tx, { shop }) => requestShopRefresh(tx, shop)),
};

export type Topic = keyof typeof topics;

/** What answers a delivery, by its topic. */
export const webhookHandlers = Object.fromEntries(
  Object.entries(topics).map(([topic, receive]) => [topic, receive(topic)]),
) as Record<Topic, RequestHandler>;
