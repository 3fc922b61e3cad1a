import { removeCodes } from "../features/publishing/removal/remove-codes.server";
import { findShop } from "../features/shops/find-shop.server";
import { job } from "./job.server";

export const removeCodesJob = job("remove-codes", async (services, { shopId }, signal) => {
  const shop = await findShop(services, shopId);
  if (shop) await removeCodes(services, shop, signal);
});
