import { z } from "zod";
import { requestShopRefresh } from "../features/shops/request-shop-refresh.server";
import { webhook } from "../webhooks/webhook.server";

/** `shop/update`: the shop's owner, time zone or currency may be another. Events may come late; a job reads what is true. */
export const action = webhook("shop/update", z.looseObject({}), (tx, { shop }) =>
  requestShopRefresh(tx, shop),
);
