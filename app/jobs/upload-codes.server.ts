import { uploadCodes } from "../features/publishing/upload/upload-codes.server";
import { findShop } from "../features/shops/find-shop.server";
import { job } from "./job.server";

export const uploadCodesJob = job("upload-codes", async (services, { shopId }, signal) => {
  const shop = await findShop(services, shopId);
  if (shop) await uploadCodes(services, shop, signal);
});
