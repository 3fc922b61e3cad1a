import { checkSample } from "../features/publishing/store-check/check-sample.server";
import { findShop } from "../features/shops/find-shop.server";
import { job } from "./job.server";

/** Throws while the platform does not answer, so that the job tries again; access may come back at night. */
export const checkSampleJob = job("check-sample", async (services, { shopId, poolId }) => {
  const shop = await findShop(services, shopId);
  if (!shop) return;
  const checked = await checkSample(services, shop, poolId, "bulk");
  if (!checked.ok && checked.failure.kind === "platform_unreachable") {
    throw new Error(`The sample was not looked up: ${checked.failure.detail}`);
  }
});
