import { z } from "zod";
import { webhook } from "../http/webhook.server";
import { requestShopErasure } from "../privacy/request-shop-erasure.server";

/** `shop/redact`: two days after a shop left, everything of it is to be erased. */
export const action = webhook("shop/redact", z.looseObject({}), (tx, { shop }) =>
  requestShopErasure(tx, shop),
);
