import { gid } from "../graphql/gid";

/** Shopify's global id of an order, from the number that `orders/edited` and `refunds/create` carry. */
export const orderGid = (number: string): string => gid("Order", number);
