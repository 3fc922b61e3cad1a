import { voidOutdatedCodes } from "../features/publishing/replenishment/void-outdated-codes.server";
import { job } from "./job.server";

export const voidOutdatedCodesJob = job("void-outdated-codes", (services, payload, signal) =>
  voidOutdatedCodes(services, { id: payload.shopId }, payload.poolId, signal),
);
