import { z } from "zod";
import { addDecimals } from "../../../core/decimal";
import type { IncomingOrder } from "../../platform-order";
import { isFullyRefunded } from "./fully-refunded";

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const textOrNull = z
  .string()
  .nullish()
  .transform((text) => text || null);

const transaction = z.looseObject({
  kind: z.string(),
  status: z.string(),
  amount: decimal,
  currency: z.string().nullish(),
});
const line = z.looseObject({ current_quantity: z.number().int().nullish() });

/**
 * Payload of `orders/create`, `…/paid`, `…/updated` and `…/cancelled` (Shopify's REST order,
 * 2026-10), converted to our format. Numeric IDs exceed 2^53, so it uses the global ID. Order
 * amounts are in the store's currency; those of transactions are in the currency of the payment
 * (REST reference, Transaction `amount`).
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
    customer: z.looseObject({ admin_graphql_api_id: textOrNull, email: textOrNull }).nullish(),
    discount_codes: z.array(z.looseObject({ code: z.string(), amount: decimal })).nullish(),
    line_items: z.array(line).nullish(),
    refunds: z.array(z.looseObject({ transactions: z.array(transaction).nullish() })).nullish(),
  })
  .transform(
    (order): IncomingOrder => ({
      id: order.admin_graphql_api_id,
      name: order.name,
      createdAt: order.created_at,
      updatedAt: order.updated_at,
      cancelledAt: order.cancelled_at ?? null,
      test: order.test ?? false,
      currency: order.currency,
      total: order.total_price,
      refunded: refundedIn(order.currency, order.refunds ?? []),
      fullyRefunded: isFullyRefunded(
        order.financial_status,
        (order.line_items ?? []).map((item) => item.current_quantity),
      ),
      codes: (order.discount_codes ?? []).map(({ code, amount }) => ({ code, amount })),
      email: order.email,
      customerId: order.customer?.admin_graphql_api_id ?? null,
      customerEmail: order.customer?.email ?? null,
    }),
  );

interface Refund {
  transactions?: z.output<typeof transaction>[] | null | undefined;
}

/** Refunded amount; null if a part of it is in another currency than the store's. */
function refundedIn(currency: string, refunds: readonly Refund[]): string | null {
  const paidBack = refunds
    .flatMap(({ transactions }) => transactions ?? [])
    .filter(({ kind, status }) => kind === "refund" && status === "success");
  const isForeign = paidBack.some((amount) => (amount.currency ?? currency) !== currency);
  return isForeign ? null : addDecimals(...paidBack.map(({ amount }) => amount));
}
