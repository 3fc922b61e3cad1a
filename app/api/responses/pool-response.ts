import type { z } from "zod";
import { type Pool, poolLevel, type Stock } from "../../features/pools/pool";
import type { poolShape } from "../operations/shapes";

/** API representation of a pool. */
export function poolResponse(pool: Pool & Stock): z.input<typeof poolShape> {
  const { available, assigned, redeemed, expired, voided, total, recipients, uses } = pool;
  return {
    handle: pool.handle,
    name: pool.name,
    type: pool.type,
    active: pool.active,
    archived: pool.archivedAt !== null,
    level: poolLevel(pool),
    stock: { available, assigned, redeemed, expired, voided, total, recipients, uses },
    low_stock_threshold: pool.lowStockThreshold,
    resend_policy: pool.resendPolicy,
    resend_days: pool.resendDays,
    protection: {
      holder_only: pool.holderOnly,
      personal_expiration: pool.personalExpiration,
      checkout_paused: pool.checkoutPaused,
    },
    version: pool.version,
  };
}
