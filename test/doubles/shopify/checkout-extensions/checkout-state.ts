import type { Quote } from "../orders/actions/quote-order";
import { toDecimal } from "../orders/money";
import type { Order } from "../orders/order";
import type { Sandbox } from "../sandbox";
import { gid } from "../shops/gid";
import type { Shop } from "../shops/shop";
import { seesCustomers } from "../sign-in/sees-customers";
import { type StoreSession, storePath } from "../storefront/session";
import type { CheckoutState, Signals } from "./messages";

/** What extensions see of a checkout, or of the order that it became. */
export function checkoutState(
  sandbox: Sandbox,
  shop: Shop,
  session: StoreSession,
  at: { quote: Quote } | { order: Order },
): CheckoutState {
  return {
    shop: {
      id: gid("Shop", shop.id),
      name: shop.name,
      storefrontUrl: `${sandbox.settings.url}${storePath(shop)}`,
      myshopifyDomain: shop.domain,
    },
    tokenPath: `${storePath(shop)}/checkout/session-token`,
    currency: shop.currency,
    signals: {
      ...localization(shop),
      ...(seesCustomers(shop) && buyer(shop, session, "order" in at ? at.order : null)),
      ...("quote" in at ? checkoutSignals(shop, session, at.quote) : orderSignals(shop, at.order)),
    },
  };
}

const localization = (shop: Shop): Signals => ({
  "localization.currency": { isoCode: shop.currency },
  "localization.timezone": shop.timeZone,
  "localization.language": { isoCode: "en" },
  "localization.extensionLanguage": { isoCode: "en" },
  "localization.country": { isoCode: shop.country },
  "localization.market": null,
});

function buyer(shop: Shop, session: StoreSession, order: Order | null): Signals {
  const customer = shop.customers[session.customerId ?? ""];
  return {
    "buyerIdentity.customer": customer
      ? {
          id: gid("Customer", customer.id),
          email: customer.email ?? undefined,
          phone: customer.phone ?? undefined,
          firstName: customer.firstName ?? undefined,
          lastName: customer.lastName ?? undefined,
          fullName: [customer.firstName, customer.lastName].filter(Boolean).join(" "),
          acceptsMarketing: customer.acceptsMarketing,
          acceptsEmailMarketing: customer.acceptsMarketing,
          acceptsSmsMarketing: false,
          storeCreditAccounts: [],
          ordersCount: Object.values(shop.orders).filter((one) => one.customerId === customer.id)
            .length,
        }
      : null,
    "buyerIdentity.email": customer?.email ?? session.email ?? order?.email ?? null,
    "buyerIdentity.phone": customer?.phone ?? null,
    "buyerIdentity.purchasingCompany": null,
  };
}

function checkoutSignals(shop: Shop, session: StoreSession, quote: Quote): Signals {
  const money = moneyOf(shop);
  const refused = new Set(quote.refused.map(({ code }) => code));
  return {
    discountCodes: session.codes.filter((code) => !refused.has(code)).map((code) => ({ code })),
    discountAllocations: quote.discounts.map(({ discount, amount }) =>
      allocation(discount, money(amount)),
    ),
    instructions: instructions(true),
    "cost.subtotalAmount": money(quote.subtotal),
    "cost.totalShippingAmount": money(quote.shipping),
    "cost.totalAmount": money(quote.total),
    lines: quote.lines.map((line, index) => lineOf(line, index, money)),
  };
}

const orderSignals = (shop: Shop, order: Order): Signals => ({
  orderConfirmation: {
    order: { id: gid("Order", order.id) },
    number: String(order.number),
    isFirstOrder:
      Object.values(shop.orders).filter(({ customerId }) => customerId === order.customerId)
        .length === 1,
  },
  discountCodes: order.discounts.flatMap(({ code }) => (code === null ? [] : [{ code }])),
  discountAllocations: [],
  instructions: instructions(false),
  lines: order.lines.map((line, index) => lineOf(line, index, moneyOf(shop))),
});

const moneyOf =
  ({ currency }: Shop) =>
  (minor: number) => ({ amount: Number(toDecimal(currency, minor)), currencyCode: currency });

type Money = ReturnType<ReturnType<typeof moneyOf>>;

const allocation = (discount: { code: string | null; title: string }, discountedAmount: Money) =>
  discount.code === null
    ? { type: "automatic", title: discount.title, discountedAmount }
    : { type: "code", code: discount.code, discountedAmount };

/** What the buyer may change. All of it until the order is placed (assumed). */
const instructions = (open: boolean) => ({
  attributes: { canUpdateAttributes: open },
  delivery: { canSelectCustomAddress: open },
  discounts: { canUpdateDiscountCodes: open },
  lines: { canAddCartLine: open, canRemoveCartLine: open, canUpdateCartLine: open },
  metafields: { canSetCartMetafields: open, canDeleteCartMetafield: open },
  notes: { canUpdateNote: open },
});

interface Line {
  variantId: string | null;
  productId: string | null;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  vendor: string | null;
  price: number;
  quantity: number;
}

const lineOf = (line: Line, index: number, money: (minor: number) => Money) => ({
  id: gid("CartLine", String(index + 1)),
  quantity: line.quantity,
  merchandise: {
    type: "variant",
    id: gid("ProductVariant", line.variantId ?? ""),
    title: line.title,
    subtitle: line.variantTitle ?? undefined,
    selectedOptions: [],
    requiresShipping: true,
    sku: line.sku ?? undefined,
    product: {
      id: gid("Product", line.productId ?? ""),
      vendor: line.vendor ?? "",
      productType: "",
    },
  },
  cost: { totalAmount: money(line.price * line.quantity) },
  attributes: [],
  discountAllocations: [],
  lineComponents: [],
  parentRelationship: null,
});
