import { findShop } from "../shops/find-shop.server";
import { removeCodes } from "../supply/removal/remove-codes.server";
import { job } from "./job.server";

export const removeCodesJob = job("remove-codes", async (services, { shopId }, signal) => {
  const shop = await findShop(services, shopId);
  if (shop) await removeCodes(services, shop, signal);
});
