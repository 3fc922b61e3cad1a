import type { Sandbox } from "../../sandbox";
import { shopHandle } from "../../shops/find-shop";
import { gid } from "../../shops/gid";
import type { Shop } from "../../shops/shop";
import { toDecimal } from "../money";
import { type Order, type OrderShipping, orderName } from "../order";
import { allocated, financialStatus, orderTotals } from "../order-totals";
import { buyersCurrency, type Till, tillOf } from "../till";
import { zonedTime } from "../zoned-time";
import { addressPayload, customerPayload } from "./customer-payload";
import { applicationPayloads, codePayloads } from "./discount-payloads";
import { allocationPayloads, linePayload } from "./line-payload";
import { moneySet } from "./money-set";
import { refundPayload } from "./refund-payload";

type Payload = Record<string, unknown>;

/**
 * The payload of the `orders/…` topics. An order without a customer has `customer: null`, and one
 * without an email has `email: ""` and `contact_email: null`.
 */
export function orderPayload(sandbox: Sandbox, shop: Shop, order: Order): Payload {
  const customer = order.customerId === null ? undefined : shop.customers[order.customerId];
  const at = zonedTime(shop, order.createdAt);
  const till = tillOf(shop, order);
  return {
    id: BigInt(order.id),
    admin_graphql_api_id: gid("Order", order.id),
    app_id: null,
    browser_ip: null,
    buyer_accepts_marketing: customer?.acceptsMarketing ?? false,
    cancel_reason: order.cancelReason?.toLowerCase() ?? null,
    cancelled_at: order.cancelledAt === null ? null : zonedTime(shop, order.cancelledAt),
    cart_token: null,
    checkout_token: null,
    client_details: null,
    closed_at: order.cancelledAt === null ? null : zonedTime(shop, order.cancelledAt),
    confirmation_number: confirmationNumber(order),
    confirmed: true,
    contact_email: order.email,
    created_at: at,
    currency: shop.currency,
    customer_locale: customer?.locale ?? null,
    device_id: null,
    discount_codes: codePayloads(shop, order),
    duties_included: false,
    email: order.email ?? "",
    estimated_taxes: false,
    financial_status: financialStatus(order).toLowerCase(),
    fulfillment_status: null,
    landing_site: null,
    landing_site_ref: null,
    location_id: null,
    merchant_business_entity_id: `entity-${shop.id}`,
    merchant_of_record_app_id: null,
    name: orderName(order),
    note: order.note,
    note_attributes: [],
    number: order.number - 1000,
    order_number: order.number,
    order_status_url: `${sandbox.settings.url}/store/${shopHandle(shop)}/orders/${order.id}`,
    payment_gateway_names: [...new Set(order.transactions.map(({ gateway }) => gateway))],
    phone: null,
    po_number: null,
    presentment_currency: buyersCurrency(till),
    processed_at: at,
    reference: null,
    referring_site: null,
    source_identifier: null,
    source_name: order.sourceName,
    source_url: null,
    tags: order.tags.join(", "),
    tax_exempt: false,
    tax_lines: [],
    taxes_included: shop.currency === "EUR",
    test: order.test,
    token: `token-${order.id}`,
    updated_at: zonedTime(shop, order.updatedAt),
    user_id: null,
    ...totals(till, order),
    billing_address: addressPayload(order.address),
    customer: customer ? customerPayload(shop, customer) : null,
    discount_applications: applicationPayloads(shop, order),
    fulfillments: [],
    line_items: order.lines.map((line) => linePayload(shop, till, line)),
    payment_terms: null,
    refunds: order.refunds.map((refund) => refundPayload(shop, order, refund)),
    shipping_address: addressPayload(order.address),
    shipping_lines: order.shipping ? [shippingPayload(till, order.shipping)] : [],
    returns: [],
    line_item_groups: [],
  };
}

/** Nine letters and digits that buyers see, derived from the ID. */
export const confirmationNumber = ({ id }: Order): string =>
  BigInt(id).toString(36).toUpperCase().slice(-9);

function totals(till: Till, order: Order): Payload {
  const sums = orderTotals(order);
  const decimal = (minor: number): string => toDecimal(till.currency, minor);
  const both = (name: string, minor: number): Payload => ({
    [name]: decimal(minor),
    [`${name}_set`]: moneySet(till, minor),
  });
  const nothing = moneySet(till, 0);
  return {
    current_shipping_price_set: moneySet(till, sums.currentShipping),
    ...both("current_subtotal_price", sums.currentSubtotal),
    current_total_additional_fees_set: null,
    ...both("current_total_discounts", sums.currentDiscounts),
    current_total_duties_set: null,
    ...both("current_total_price", sums.currentTotal),
    ...both("current_total_tax", 0),
    original_total_additional_fees_set: null,
    original_total_duties_set: null,
    ...both("subtotal_price", sums.subtotal),
    total_cash_rounding_payment_adjustment_set: nothing,
    total_cash_rounding_refund_adjustment_set: nothing,
    ...both("total_discounts", sums.discounts),
    ...both("total_line_items_price", sums.lineItems),
    total_outstanding: decimal(sums.outstanding),
    ...both("total_price", sums.total),
    total_shipping_price_set: moneySet(till, sums.shipping),
    ...both("total_tax", 0),
    total_tip_received: decimal(0),
    total_weight: 0,
  };
}

function shippingPayload(till: Till, shipping: OrderShipping): Payload {
  const discounted = shipping.price - allocated(shipping.allocations);
  return {
    id: BigInt(shipping.id),
    carrier_identifier: null,
    code: shipping.code,
    current_discounted_price_set: moneySet(till, discounted - shipping.refunded),
    discounted_price: toDecimal(till.currency, discounted),
    discounted_price_set: moneySet(till, discounted),
    is_removed: false,
    phone: null,
    price: toDecimal(till.currency, shipping.price),
    price_set: moneySet(till, shipping.price),
    requested_fulfillment_service_id: null,
    source: "shopify",
    title: shipping.title,
    tax_lines: [],
    discount_allocations: allocationPayloads(till, shipping.allocations),
  };
}
