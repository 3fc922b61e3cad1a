import { reissueCodes } from "../features/assignments/reissue-codes.server";
import { findShop } from "../features/shops/find-shop.server";
import { job } from "./job.server";

export const reissueCodesJob = job(
  "reissue-codes",
  async (services, { shopId, poolId }, signal) => {
    const shop = await findShop(services, shopId);
    if (shop) await reissueCodes(services, shop, poolId, signal);
  },
);
