import type { RootField } from "../graphql/context";
import { parseGid } from "../shops/gid";
import { presentProduct, productConnection } from "./catalogue";

export const productFields: Readonly<Record<string, RootField>> = {
  product: (args, context) => {
    const product = context.shop.products[parseGid(String(args["id"]))?.number ?? ""];
    return product ? presentProduct(context, product) : null;
  },
  products: (args, context) =>
    productConnection(context, args, Object.values(context.shop.products)),
};
