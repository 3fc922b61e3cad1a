import { refillPool } from "../features/publishing/replenishment/refill-pool.server";
import { job } from "./job.server";

export const refillPoolJob = job("refill-pool", (services, payload, signal) =>
  refillPool(services, { id: payload.shopId }, payload.poolId, signal),
);
