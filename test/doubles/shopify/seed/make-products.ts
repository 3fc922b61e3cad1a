import { now } from "../clock/now";
import type { Product } from "../products/product";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import { nextNumber } from "../state/next-number";
import { DAY_MS } from "./days";
import type { ProductLine } from "./product-list";
import type { Random } from "./random";

export function makeProducts(
  sandbox: Sandbox,
  shop: Shop,
  lines: readonly ProductLine[],
  random: Random,
): void {
  lines.forEach((line, index) => {
    const createdAt = now(sandbox) - (600 - index * 20) * DAY_MS;
    const product: Product = {
      id: nextNumber(sandbox.world),
      title: line.title,
      handle: handleOf(line.title),
      description: line.about,
      vendor: shop.name,
      productType: line.type,
      status: line.status ?? "ACTIVE",
      tags: line.tags.toSorted(),
      variants: Object.entries(line.prices).map(([value, price], position) => ({
        id: nextNumber(sandbox.world),
        title: line.option ? value : "Default Title",
        price,
        compareAtPrice: null,
        sku: skuOf(line.title, position + 1),
        inventory: random.between(0, 80),
        options: { [line.option ?? "Title"]: line.option ? value : "Default Title" },
      })),
      createdAt,
      updatedAt: createdAt + random.between(1, 90) * DAY_MS,
    };
    shop.products[product.id] = product;
  });
}

export const handleOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

const skuOf = (title: string, position: number): string =>
  `${handleOf(title)
    .split("-")
    .map((word) => word.slice(0, 3))
    .join("-")
    .toUpperCase()}-${position}`;
