import { findShop } from "../shops/find-shop.server";
import { uploadUrgentCodes } from "../supply/upload/upload-urgent-codes.server";
import { job } from "./job.server";

export const uploadUrgentCodesJob = job(
  "upload-urgent-codes",
  async (services, { shopId, poolId }, signal) => {
    const shop = await findShop(services, shopId);
    if (shop) await uploadUrgentCodes(services, shop, poolId, signal);
  },
);
