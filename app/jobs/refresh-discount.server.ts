import { refreshDiscount } from "../features/discounts/copies/refresh-discount.server";
import { findShop } from "../features/shops/find-shop.server";
import { job } from "./job.server";

export const refreshDiscountJob = job("refresh-discount", async (services, payload) => {
  const shop = await findShop(services, payload.shopId);
  if (!shop) return;
  const read = await refreshDiscount(services, shop, payload);
  if (!read.ok && read.failure.kind === "platform_unreachable")
    throw new Error(read.failure.detail);
});
