import { z } from "zod";
import { addDecimals } from "../../../core/decimal";
import type { PlatformOrder } from "../../platform-order";

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const textOrNull = z
  .string()
  .nullish()
  .transform((text) => text || null);

const transaction = z.looseObject({ kind: z.string(), status: z.string(), amount: decimal });

/**
 * An order as the topics `orders/create`, `…/paid`, `…/updated` and `…/cancelled` carry it
 * (Shopify's REST order, 2026-10), read into the platform's words. Numbers of things exceed 2^53, so
 * the global id is taken. Amounts are in the shop's currency.
 */
export const orderPayload = z
  .looseObject({
    admin_graphql_api_id: z.string().min(1),
    name: z.string(),
    created_at: moment,
    updated_at: moment,
    cancelled_at: moment.nullish(),
    test: z.boolean().nullish(),
    currency: z.string(),
    total_price: decimal,
    financial_status: textOrNull,
    email: textOrNull,
    customer: z.looseObject({ admin_graphql_api_id: textOrNull }).nullish(),
    discount_codes: z.array(z.looseObject({ code: z.string(), amount: decimal })).nullish(),
    refunds: z.array(z.looseObject({ transactions: z.array(transaction).nullish() })).nullish(),
  })
  .transform(
    (order): PlatformOrder => ({
      id: order.admin_graphql_api_id,
      name: order.name,
      createdAt: order.created_at,
      updatedAt: order.updated_at,
      cancelledAt: order.cancelled_at ?? null,
      test: order.test ?? false,
      currency: order.currency,
      total: order.total_price,
      refunded: addDecimals(
        ...(order.refunds ?? [])
          .flatMap(({ transactions }) => transactions ?? [])
          .filter(({ kind, status }) => kind === "refund" && status === "success")
          .map(({ amount }) => amount),
      ),
      fullyRefunded: order.financial_status === "refunded",
      codes: (order.discount_codes ?? []).map(({ code, amount }) => ({ code, amount })),
      email: order.email,
      customerId: order.customer?.admin_graphql_api_id ?? null,
    }),
  );
