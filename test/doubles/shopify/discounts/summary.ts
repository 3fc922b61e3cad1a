import type { Shop } from "../shops/shop";
import type { BxgyDiscount, Discount, DiscountItems, DiscountMinimum } from "./discount";

type Summed = Exclude<Discount, { kind: "app" }>;

/** Shopify's summary: "10% off entire order • Minimum purchase of €50.00". */
export const summary = (shop: Shop, discount: Summed): string =>
  [shortSummary(shop, discount), ...conditions(shop, discount)].join(" • ");

export function shortSummary(shop: Shop, discount: Summed): string {
  switch (discount.kind) {
    case "basic": {
      const off = `${worth(shop, discount.value)} off`;
      return `${off} ${itemsText(shop, discount.items)}`;
    }
    case "free-shipping":
      return "Free shipping on all products";
    case "bxgy":
      return bxgyText(shop, discount);
  }
}

function conditions(shop: Shop, discount: Summed): string[] {
  const conditions: string[] = [];
  if (discount.kind !== "bxgy" && discount.minimum) {
    conditions.push(minimumText(shop, discount.minimum));
  }
  if (discount.kind === "free-shipping") {
    const { countries, maximumShippingPrice } = discount;
    conditions.push(
      countries ? `For ${plural(countries.length, "country", "countries")}` : "For all countries",
    );
    if (maximumShippingPrice) {
      conditions.push(`Applies to shipping rates under ${moneyText(shop, maximumShippingPrice)}`);
    }
  }
  const { context } = discount;
  if (context.kind === "customers") {
    conditions.push(`For ${plural(context.customerIds.length, "customer", "customers")}`);
  }
  if (context.kind === "segments") {
    conditions.push(
      `For ${plural(context.segmentIds.length, "customer segment", "customer segments")}`,
    );
  }
  if (discount.appliesOncePerCustomer) conditions.push("One use per customer");
  return conditions;
}

function bxgyText(shop: Shop, { buys, gets }: BxgyDiscount): string {
  const condition =
    buys.minimum.kind === "quantity"
      ? `Buy ${plural(buys.minimum.quantity, "item", "items")}`
      : `Spend ${moneyText(shop, buys.minimum.amount)}`;
  if (gets.value.kind !== "quantity") return `${condition}, get ${worth(shop, gets.value)} off`;
  const { quantity, percentage } = gets.value;
  const terms = percentage === 1 ? "free" : `at ${percentText(percentage)} off`;
  return `${condition}, get ${plural(quantity, "item", "items")} ${terms}`;
}

function worth(shop: Shop, value: BxgyDiscount["gets"]["value"]): string {
  return value.kind === "amount" ? moneyText(shop, value.amount) : percentText(value.percentage);
}

function itemsText(shop: Shop, items: DiscountItems): string {
  if (items.kind === "all") return "entire order";
  if (items.kind === "products") {
    const [only, ...others] = items.productIds;
    const title = only && others.length === 0 ? shop.products[only]?.title : undefined;
    const number = items.productIds.length + items.variantIds.length;
    return title && items.variantIds.length === 0 ? title : plural(number, "product", "products");
  }
  const [only, ...others] = items.collectionIds;
  const title = only && others.length === 0 ? shop.collections[only]?.title : undefined;
  return title ?? plural(items.collectionIds.length, "collection", "collections");
}

const minimumText = (shop: Shop, minimum: DiscountMinimum): string =>
  minimum.kind === "quantity"
    ? `Minimum quantity of ${minimum.quantity}`
    : `Minimum purchase of ${moneyText(shop, minimum.amount)}`;

/** In the store's money format, without the country of a dollar (recorded in CAD). */
const moneyText = (shop: Shop, amount: string): string =>
  new Intl.NumberFormat("en", {
    style: "currency",
    currency: shop.currency,
    currencyDisplay: "narrowSymbol",
  }).format(Number(amount));

// Rounded, because 0.07 × 100 is not 7 in floating point.
const percentText = (share: number): string => `${Math.round(share * 10_000) / 100}%`;

const plural = (number: number, singular: string, plural: string): string =>
  `${number} ${number === 1 ? singular : plural}`;
