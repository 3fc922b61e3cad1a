import type { Args, GraphqlContext, ResponseObject } from "../graphql/context";
import {
  collectionConnection,
  ownedVariants,
  productConnection,
  variantConnection,
} from "../products/catalogue";
import type { DiscountItems } from "./discount";

export function presentItems(context: GraphqlContext, items: DiscountItems): ResponseObject {
  const { products, collections } = context.shop;
  switch (items.kind) {
    case "all":
      return { __typename: "AllDiscountItems", allItems: true };
    case "collections":
      return {
        __typename: "DiscountCollections",
        collections: (args: Args) =>
          collectionConnection(
            context,
            args,
            items.collectionIds.flatMap((id) => collections[id] ?? []),
          ),
      };
    case "products":
      return {
        __typename: "DiscountProducts",
        products: (args: Args) =>
          productConnection(
            context,
            args,
            items.productIds.flatMap((id) => products[id] ?? []),
          ),
        productVariants: (args: Args) =>
          variantConnection(
            context,
            args,
            Object.values(products)
              .flatMap(ownedVariants)
              .filter(({ id }) => items.variantIds.includes(id)),
          ),
      };
  }
}
