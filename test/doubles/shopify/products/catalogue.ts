import { count } from "../graphql/answers";
import { connection } from "../graphql/connection";
import type { Args, GraphqlContext, ResponseObject } from "../graphql/context";
import { parseGid } from "../shops/gid";
import type { Collection, Product } from "./product";
import {
  collectionSearch,
  collectionSortKeys,
  type OwnedVariant,
  productSearch,
  productSortKeys,
  variantSortKeys,
} from "./product-search";
import { collectionValues, productValues, variantValues } from "./product-values";

// Products, variants and collections link to each other, so they are presented in one file.

export const presentProduct = (context: GraphqlContext, product: Product): ResponseObject => ({
  ...productValues(context.shop, product),
  variants: (args: Args) => variantConnection(context, args, ownedVariants(product)),
  collections: (args: Args) =>
    collectionConnection(
      context,
      args,
      Object.values(context.shop.collections).filter((collection) =>
        collection.productIds.includes(product.id),
      ),
    ),
});

const presentVariant = (
  context: GraphqlContext,
  { product, variant }: OwnedVariant,
): ResponseObject => ({
  ...variantValues(product, variant),
  product: () => presentProduct(context, product),
});

/** A product's variant by ID. Null if the product no longer has it. */
export function presentVariantOf(
  context: GraphqlContext,
  product: Product,
  variantId: string,
): ResponseObject | null {
  const owned = ownedVariants(product).find(({ id }) => id === variantId);
  return owned ? presentVariant(context, owned) : null;
}

export function presentCollection(context: GraphqlContext, collection: Collection): ResponseObject {
  const products = (): Product[] =>
    collection.productIds.flatMap((id) => context.shop.products[id] ?? []);
  return {
    ...collectionValues(collection),
    products: (args: Args) => productConnection(context, args, products()),
    productsCount: () => count(products().length),
    hasProduct: ({ id }: Args) =>
      collection.productIds.includes(parseGid(String(id))?.number ?? ""),
  };
}

export const productConnection = (
  context: GraphqlContext,
  args: Args,
  products: readonly Product[],
): ResponseObject =>
  connection(args, {
    type: "Product",
    items: products,
    present: (product) => presentProduct(context, product),
    sortKeys: productSortKeys,
    search: productSearch,
  });

export const collectionConnection = (
  context: GraphqlContext,
  args: Args,
  collections: readonly Collection[],
): ResponseObject =>
  connection(args, {
    type: "Collection",
    items: collections,
    present: (collection) => presentCollection(context, collection),
    sortKeys: collectionSortKeys,
    search: collectionSearch,
  });

export const variantConnection = (
  context: GraphqlContext,
  args: Args,
  variants: readonly OwnedVariant[],
): ResponseObject =>
  connection(args, {
    type: "ProductVariant",
    items: variants,
    present: (owned) => presentVariant(context, owned),
    sortKeys: variantSortKeys,
  });

export const ownedVariants = (product: Product): OwnedVariant[] =>
  product.variants.map((variant) => ({ id: variant.id, product, variant }));
