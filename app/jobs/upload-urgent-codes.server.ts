import { uploadUrgentCodes } from "../features/publishing/upload/upload-urgent-codes.server";
import { findShop } from "../features/shops/find-shop.server";
import { job } from "./job.server";

export const uploadUrgentCodesJob = job(
  "upload-urgent-codes",
  async (services, { shopId, poolId }, signal) => {
    const shop = await findShop(services, shopId);
    if (shop) await uploadUrgentCodes(services, shop, poolId, signal);
  },
);
