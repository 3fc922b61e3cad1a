import type { InvalidInput } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import type { Transaction } from "../../../database/database.server";
import { recordAudit } from "../../audit/record-audit.server";
import { handleFor, nameKey, type PoolType } from "../pool";
import type { GeneratorColumns } from "./change-generator.server";

export interface PoolToInsert {
  /** Parsed by `poolName`. */
  name: string;
  type: PoolType;
  dynamic?: GeneratorColumns;
  actor: Actor;
}

/**
 * Inserts an inactive, empty pool with its stock row. Fails if another pool of the shop has the
 * name.
 */
export async function insertPool(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  { name, type, dynamic, actor }: PoolToInsert,
  now: Date,
): Promise<Result<{ id: number; handle: string }, InvalidInput>> {
  for (let attempt = 1; ; attempt += 1) {
    const handle = handleFor(name, attempt);
    const [pool] = await tx.query<{ id: number }>(
      `INSERT INTO pool (shop_id, name, name_key, handle, type, created_at, updated_at,
                         discount_id, pattern, target_stock, reorder_point, code_limit)
       VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10, $11)
       ON CONFLICT DO NOTHING RETURNING id`,
      [
        shop.id,
        name,
        nameKey(name),
        handle,
        type,
        now,
        dynamic?.discountId ?? null,
        dynamic ? JSON.stringify(dynamic.pattern) : null,
        dynamic?.bufferTarget ?? null,
        dynamic?.bufferFloor ?? null,
        dynamic?.codeLimit ?? null,
      ],
    );
    if (pool) {
      const place = [shop.id, pool.id];
      await tx.query("INSERT INTO pool_stock (shop_id, pool_id) VALUES ($1, $2)", place);
      if (dynamic)
        await tx.query("INSERT INTO pool_supply (shop_id, pool_id) VALUES ($1, $2)", place);
      const detail = { name, type };
      await recordAudit(tx, shop, actor, now, { action: "pool.created", poolId: pool.id, detail });
      return success({ id: pool.id, handle });
    }
    if (await nameTaken(tx, shop, name)) {
      return failure({
        kind: "invalid_input",
        field: "name",
        message: `You already have a pool named “${name}”. Choose another name.`,
      });
    }
  }
}

async function nameTaken(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  name: string,
): Promise<boolean> {
  const [existing] = await tx.query(
    "SELECT 1 FROM pool WHERE shop_id = $1 AND name_key = $2 AND deleted_at IS NULL",
    [shop.id, nameKey(name)],
  );
  return existing !== undefined;
}
