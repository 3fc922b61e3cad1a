import { z } from "zod";
import { requestShopErasure } from "../features/privacy/request-shop-erasure.server";
import { webhook } from "../webhooks/webhook.server";

/** `shop/redact`: two days after a shop left, everything of it is to be erased. */
export const action = webhook("shop/redact", z.looseObject({}), (tx, { shop }) =>
  requestShopErasure(tx, shop),
);
