import { findShop } from "../shops/find-shop.server";
import { uploadCodes } from "../supply/upload/upload-codes.server";
import { job } from "./job.server";

export const uploadCodesJob = job("upload-codes", async (services, { shopId }, signal) => {
  const shop = await findShop(services, shopId);
  if (shop) await uploadCodes(services, shop, signal);
});
