import { gid } from "../graphql/gid";

/** Global ID of an order, from the number in `orders/edited` and `refunds/create` payloads. */
export const orderGid = (number: string): string => gid("Order", number);
