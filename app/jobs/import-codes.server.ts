import { importCodes } from "../features/codes/import/import-codes.server";
import { findShop } from "../features/shops/find-shop.server";
import { job } from "./job.server";

export const importCodesJob = job("import-codes", async (services, { shopId, batchId }, signal) => {
  const shop = await findShop(services, shopId);
  if (shop) await importCodes(services, shop, batchId, signal);
});
