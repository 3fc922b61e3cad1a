import { recordAudit } from "../audit/record-audit.server";
import type { InvalidInput } from "../core/failures";
import type { Actor, ShopContext } from "../core/ids";
import { failure, type Result, success } from "../core/result";
import type { Transaction } from "../database/database.server";
import type { Services } from "../services.server";
import { handleFor, nameKey, type PoolType } from "./pool";

export interface NewPool {
  /** Parsed by `poolName`. */
  name: string;
  type: PoolType;
  actor: Actor;
}

/** Makes an inactive, empty pool. A name that another pool of the shop has is refused. */
export async function createPool(
  { database, clock }: Services,
  shop: ShopContext,
  { name, type, actor }: NewPool,
): Promise<Result<{ id: number; handle: string }, InvalidInput>> {
  return database.transaction(async (tx) => {
    const now = clock.now();
    for (let attempt = 1; ; attempt += 1) {
      const handle = handleFor(name, attempt);
      const [pool] = await tx.query<{ id: number }>(
        `INSERT INTO pool (shop_id, name, name_key, handle, type, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6)
         ON CONFLICT DO NOTHING RETURNING id`,
        [shop.id, name, nameKey(name), handle, type, now],
      );
      if (pool) {
        await tx.query("INSERT INTO pool_stock (shop_id, pool_id) VALUES ($1, $2)", [
          shop.id,
          pool.id,
        ]);
        await recordAudit(tx, shop, actor, now, {
          action: "pool.created",
          poolId: pool.id,
          detail: { name, type },
        });
        return success({ id: pool.id, handle });
      }
      if (await nameTaken(tx, shop, name)) {
        return failure({
          kind: "invalid_input",
          field: "name",
          message: `There is already a pool called “${name}”. Choose another name.`,
        });
      }
    }
  });
}

async function nameTaken(tx: Transaction, shop: ShopContext, name: string): Promise<boolean> {
  const [taken] = await tx.query(
    "SELECT 1 FROM pool WHERE shop_id = $1 AND name_key = $2 AND deleted_at IS NULL",
    [shop.id, nameKey(name)],
  );
  return taken !== undefined;
}
