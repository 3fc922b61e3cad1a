import type { ShopContext } from "../../app/core/ids";
import type { PoolType, ResendPolicy } from "../../app/features/pools/pool";
import { changeStock, lockStock, nextPositions } from "../../app/features/pools/stock/stock.server";
import type { Services } from "../../app/services.server";

export interface StockedPool {
  name?: string;
  type?: PoolType;
  active?: boolean;
  resendPolicy?: ResendPolicy;
  resendDays?: number;
  fallbackPoolId?: number;
  /** Whether released codes are assigned again. True by default, unlike in the app. */
  restockReleased?: boolean;
  codes?: number;
  code?: CodeDates;
}

export interface CodeDates {
  assignBy?: Date;
  useBy?: Date;
  useWithinDays?: number;
  message?: string;
  batchId?: number;
}

const made = { pools: 0, codes: 0 };

/** Inserts a pool with codes, active by default. Returns its ID. */
export async function insertPool(
  services: Pick<Services, "database" | "clock">,
  shop: ShopContext,
  pool: StockedPool = {},
): Promise<number> {
  made.pools += 1;
  const name = pool.name ?? `Pool ${made.pools}`;
  const [row] = await services.database.query<{ id: number }>(
    `INSERT INTO pool (shop_id, name, name_key, handle, type, active, resend_policy, resend_days,
                       fallback_pool_id, created_at, updated_at, restock_released)
     VALUES ($1, $2, lower($2), $3, $4, $5, $6, $7, $8, $9, $9, $10) RETURNING id`,
    [
      shop.id,
      name,
      `handle-${made.pools}`,
      pool.type ?? "static",
      pool.active ?? true,
      pool.resendPolicy ?? "same_while_valid",
      pool.resendDays ?? null,
      pool.fallbackPoolId ?? null,
      services.clock.now(),
      pool.restockReleased ?? true,
    ],
  );
  if (!row) throw new Error("no pool");
  await services.database.query("INSERT INTO pool_stock (shop_id, pool_id) VALUES ($1, $2)", [
    shop.id,
    row.id,
  ]);
  await addCodes(services, shop, row.id, pool.codes ?? 0, pool.code);
  return row.id;
}

/**
 * Adds new codes to the end of the pool's queue, like an import: first inserts the codes, then takes
 * the pool lock and updates the totals. `meanwhile` runs in between. Returns the codes.
 */
export async function addCodes(
  services: Pick<Services, "database" | "clock">,
  shop: ShopContext,
  poolId: number,
  count: number,
  dates: CodeDates = {},
  meanwhile: () => Promise<void> = async () => undefined,
): Promise<string[]> {
  if (count === 0) return [];
  const first = made.codes + 1;
  made.codes += count;
  return services.database.transaction(async (tx) => {
    const position = await nextPositions(tx);
    const codes = await tx.query<{ code: string }>(
      `INSERT INTO code (shop_id, pool_id, position, stored_state, use_within_days, expires_at, assign_by,
                         use_by, created_at, code, code_key, message, batch_id)
       SELECT $1, $2, $3::bigint + n, 'available', $6, LEAST($4::timestamptz, $5), $4, $5, $7,
              'CODE-' || ($8::bigint + n), 'code-' || ($8::bigint + n), $9, $11
         FROM generate_series(0, $10::int - 1) AS n
       RETURNING code`,
      [
        shop.id,
        poolId,
        position,
        dates.assignBy ?? null,
        dates.useBy ?? null,
        dates.useWithinDays ?? null,
        services.clock.now(),
        first,
        dates.message ?? null,
        count,
        dates.batchId ?? null,
      ],
    );
    await meanwhile();
    await lockStock(tx, shop.id, poolId);
    await changeStock(tx, shop.id, poolId, { available: count, availableFrom: position });
    return codes.map(({ code }) => code);
  });
}

/** Marks a code as redeemed and updates the totals, without an order. */
export async function redeemCode(
  services: Pick<Services, "database">,
  shop: ShopContext,
  poolId: number,
  code: string,
): Promise<void> {
  await services.database.transaction(async (tx) => {
    await lockStock(tx, shop.id, poolId);
    const rows = await tx.query(
      `UPDATE code SET stored_state = 'redeemed', expires_at = NULL
        WHERE shop_id = $1 AND pool_id = $2 AND code = $3 AND stored_state = 'assigned' RETURNING id`,
      [shop.id, poolId, code],
    );
    const count = rows.length;
    await changeStock(tx, shop.id, poolId, { assigned: -count, redeemed: count });
  });
}
