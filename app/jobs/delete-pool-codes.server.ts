import { deletePoolCodes } from "../features/pools/delete-pool-codes.server";
import { job } from "./job.server";

export const deletePoolCodesJob = job("delete-pool-codes", (services, payload, signal) =>
  deletePoolCodes(services, { id: payload.shopId }, payload.poolId, signal),
);
