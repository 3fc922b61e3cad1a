import type { RootField } from "../graphql/context";
import { parseGid } from "../shops/gid";
import { collectionConnection, presentCollection } from "./catalogue";

export const collectionFields: Readonly<Record<string, RootField>> = {
  collection: (args, context) => {
    const collection = context.shop.collections[parseGid(String(args["id"]))?.number ?? ""];
    return collection ? presentCollection(context, collection) : null;
  },
  collections: (args, context) =>
    collectionConnection(context, args, Object.values(context.shop.collections)),
};
