import { now } from "../clock/now";
import type { Collection, Product } from "../products/product";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import { nextNumber } from "../state/next-number";
import { DAY_MS } from "./days";
import { handleOf } from "./make-products";

interface CollectionLine {
  title: string;
  about: string;
  holds: (product: Product) => boolean;
}

const lines: readonly CollectionLine[] = [
  {
    title: "Coffee",
    about: "Roasted every Tuesday.",
    holds: ({ productType }) => productType === "Coffee",
  },
  {
    title: "Tea",
    about: "Loose leaves, black, green and herbal.",
    holds: ({ productType }) => productType === "Tea",
  },
  {
    title: "Brewing Equipment",
    about: "What turns beans into a good cup.",
    holds: ({ tags }) => tags.includes("brewing"),
  },
  {
    title: "Gifts",
    about: "For those who already have everything.",
    holds: ({ tags }) => tags.includes("gift"),
  },
];

/** Creates the collections that contain any of the shop's products. */
export function makeCollections(sandbox: Sandbox, shop: Shop): void {
  for (const { title, about, holds } of lines) {
    const productIds = Object.values(shop.products)
      .filter(holds)
      .map(({ id }) => id);
    if (productIds.length === 0) continue;
    const collection: Collection = {
      id: nextNumber(sandbox.world),
      title,
      handle: handleOf(title),
      description: about,
      productIds,
      updatedAt: now(sandbox) - 30 * DAY_MS,
    };
    shop.collections[collection.id] = collection;
  }
}
