import type { Args } from "../../graphql/context";
import { ownedVariants } from "../../products/catalogue";
import type { DiscountItems } from "../discount";
import { type InputContext, objectOf, refuse } from "./input-context";
import { readIds } from "./read-ids";

/** Reads `items` below `path`. */
export function readItems(
  reading: InputContext,
  path: readonly string[],
  value: unknown,
  before: DiscountItems | undefined,
): DiscountItems {
  const input = objectOf(value);
  const { products, collections } = input;
  if (input["all"] === true) return { kind: "all" };
  if (products && collections) {
    refuse(
      reading,
      [...path, "items", "collections", "add"],
      "Cannot entitle collections in combination with product variants or products",
      "CONFLICT",
    );
  }
  if (products) return readProducts(reading, [...path, "items"], objectOf(products), before);
  if (collections) {
    return readCollections(reading, [...path, "items"], objectOf(collections), before);
  }
  if (!before) refuse(reading, [...path, "items"], "Items can't be blank", "BLANK");
  return before ?? { kind: "all" };
}

function readProducts(
  reading: InputContext,
  path: readonly string[],
  input: Args,
  before: DiscountItems | undefined,
): DiscountItems {
  const { products } = reading.context.shop;
  const known = before?.kind === "products" ? before : undefined;
  return {
    kind: "products",
    productIds: readIds(reading, {
      what: "Product",
      path: [...path, "products", "productsToAdd"],
      input,
      add: "productsToAdd",
      remove: "productsToRemove",
      before: known?.productIds ?? [],
      exists: (number) => products[number] !== undefined,
    }),
    variantIds: readIds(reading, {
      what: "Product variant",
      path: [...path, "products", "productVariantsToAdd"],
      input,
      add: "productVariantsToAdd",
      remove: "productVariantsToRemove",
      before: known?.variantIds ?? [],
      exists: (number) =>
        Object.values(products)
          .flatMap(ownedVariants)
          .some(({ id }) => id === number),
    }),
  };
}

const readCollections = (
  reading: InputContext,
  path: readonly string[],
  input: Args,
  before: DiscountItems | undefined,
): DiscountItems => ({
  kind: "collections",
  collectionIds: readIds(reading, {
    what: "Collection",
    path: [...path, "collections", "add"],
    input,
    add: "add",
    remove: "remove",
    before: before?.kind === "collections" ? before.collectionIds : [],
    exists: (number) => reading.context.shop.collections[number] !== undefined,
  }),
});
