import { now } from "../clock/now";
import type { Discount } from "../discounts/discount";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import { DAY_MS } from "./days";
import { discountDefaults } from "./discount-defaults";
import { makeCodes } from "./make-codes";
import type { Random } from "./random";

/** The two discounts of every shop: a percentage and an amount. */
export function makeFirstDiscounts(sandbox: Sandbox, shop: Shop): void {
  add(shop, {
    ...discountDefaults(sandbox, "Welcome", ["WELCOME10"]),
    kind: "basic",
    value: { kind: "percentage", percentage: 0.1 },
    items: { kind: "all" },
    minimum: null,
    appliesOncePerCustomer: true,
  });
  add(shop, {
    ...discountDefaults(sandbox, "Five off", ["FIVER"]),
    kind: "basic",
    value: { kind: "amount", amount: "5.00", onEachItem: false },
    items: { kind: "all" },
    minimum: { kind: "subtotal", amount: "40.00" },
  });
}

/** More discounts for an established shop: one of each kind and status. */
export function makeMoreDiscounts(sandbox: Sandbox, shop: Shop, random: Random): void {
  const coffee = { kind: "collections" as const, collectionIds: collection(shop, "Coffee") };
  const tea = { kind: "collections" as const, collectionIds: collection(shop, "Tea") };
  const time = now(sandbox);
  add(shop, {
    ...discountDefaults(sandbox, "Free shipping nearby", ["FREESHIP"]),
    kind: "free-shipping",
    minimum: { kind: "subtotal", amount: "50.00" },
    maximumShippingPrice: "9.90",
    countries: ["DE", "AT"],
    combinesWith: { orderDiscounts: true, productDiscounts: true, shippingDiscounts: false },
  });
  add(shop, {
    ...discountDefaults(sandbox, "Tea on us", ["TEATIME"]),
    kind: "bxgy",
    buys: { items: coffee, minimum: { kind: "quantity", quantity: 2 } },
    gets: { items: tea, value: { kind: "quantity", quantity: 1, percentage: 1 } },
    usesPerOrderLimit: 1,
  });
  add(shop, {
    ...discountDefaults(sandbox, "Autumn mailing", makeCodes("AUTUMN", 500, random)),
    kind: "basic",
    value: { kind: "percentage", percentage: 0.15 },
    items: { kind: "all" },
    minimum: null,
    usageLimit: 1,
  });
  add(shop, {
    ...discountDefaults(sandbox, "Summer sale", ["SUMMER20"]),
    kind: "basic",
    value: { kind: "percentage", percentage: 0.2 },
    items: coffee,
    minimum: null,
    startsAt: time - 120 * DAY_MS,
    endsAt: time - 60 * DAY_MS,
  });
  add(shop, {
    ...discountDefaults(sandbox, "Anniversary", ["TWENTYFIVE"]),
    kind: "basic",
    value: { kind: "percentage", percentage: 0.25 },
    items: { kind: "all" },
    minimum: { kind: "quantity", quantity: 2 },
    startsAt: time + 14 * DAY_MS,
    endsAt: time + 21 * DAY_MS,
  });
  add(shop, {
    ...discountDefaults(sandbox, "Loyalty reward", ["LOYAL-GOLD"]),
    kind: "app",
    functionId: "0199a3c2-7f1e-7c44-9d55-52c1a0b6e8f1",
    discountClasses: ["ORDER"],
    context: { kind: "segments", segmentIds: Object.keys(shop.segments).slice(0, 1) },
  });
  add(shop, {
    ...discountDefaults(sandbox, "Brew at home", []),
    kind: "basic",
    value: { kind: "percentage", percentage: 0.1 },
    items: { kind: "collections", collectionIds: collection(shop, "Brewing Equipment") },
    minimum: { kind: "subtotal", amount: "100.00" },
  });
}

function add(shop: Shop, discount: Discount): void {
  shop.discounts[discount.id] = discount;
}

const collection = (shop: Shop, title: string): string[] =>
  Object.values(shop.collections)
    .filter((one) => one.title === title)
    .map(({ id }) => id);
