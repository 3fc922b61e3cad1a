import type { Sandbox } from "../sandbox";
import { installApp } from "../shops/install-app";
import type { Shop } from "../shops/shop";
import { makeCollections } from "./make-collections";
import { makeCustomers } from "./make-customers";
import { makeFirstDiscounts, makeMoreDiscounts } from "./make-discounts";
import { makeProducts } from "./make-products";
import { makeSegments } from "./make-segments";
import { makeShop } from "./make-shop";
import { otherProductList, type ProductLine, productList } from "./product-list";
import { demoStore, otherStore, type Profile } from "./profile";
import { type Random, seededRandom } from "./random";

const SMALL = { products: 3, customers: 5 };
const DEMO_CUSTOMERS = 120;

/**
 * Creates two shops that have the app installed. IDs, names and codes are the same at every start. Only
 * times follow the clock. The other store stays small, because it only serves to test isolation.
 */
export function seedWorld(sandbox: Sandbox, size: "small" | "demo"): void {
  const [demo, random] = openShop(sandbox, demoStore);
  demo.startsWithBlocks = size === "demo";
  if (size === "demo") fillDemo(sandbox, demo, random);
  else fillSmall(sandbox, demo, productList, random);
  const [other, otherRandom] = openShop(sandbox, otherStore);
  fillSmall(sandbox, other, otherProductList, otherRandom);
}

/** Creates another store with the app, like the demo store but with as little data as the other store. */
export function seedStore(sandbox: Sandbox, domain: string): Shop {
  const [shop, random] = openShop(sandbox, { ...demoStore, domain });
  fillSmall(sandbox, shop, productList, random);
  return shop;
}

function openShop(sandbox: Sandbox, profile: Profile): [Shop, Random] {
  const shop = makeShop(sandbox, profile);
  sandbox.world.shops[shop.domain] = shop;
  installApp(sandbox, shop);
  return [shop, seededRandom(profile.chance)];
}

function fillSmall(
  sandbox: Sandbox,
  shop: Shop,
  products: readonly ProductLine[],
  random: Random,
): void {
  makeProducts(sandbox, shop, products.slice(0, SMALL.products), random);
  makeCustomers(sandbox, shop, SMALL.customers, random);
  makeFirstDiscounts(sandbox, shop);
}

function fillDemo(sandbox: Sandbox, shop: Shop, random: Random): void {
  makeProducts(sandbox, shop, productList, random);
  makeCollections(sandbox, shop);
  makeSegments(sandbox, shop);
  makeCustomers(sandbox, shop, DEMO_CUSTOMERS, random);
  makeFirstDiscounts(sandbox, shop);
  makeMoreDiscounts(sandbox, shop, random);
}
