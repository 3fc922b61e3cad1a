import type { InvalidInput } from "../../core/failures";
import type { Actor, ShopContext } from "../../core/ids";
import { failure, type Result, success } from "../../core/result";
import type { Transaction } from "../../database/database.server";
import { insertPool } from "../../pools/insert-pool.server";
import type { Services } from "../../services.server";
import type { Pattern } from "../pattern/pattern";
import { type Buffer, checkPattern, type PatternGuessable } from "./buffer";
import { wakeRefill } from "./refill-pool.server";

/** What a dynamic pool needs beside a name. */
export interface DynamicSettings {
  /** Id of our copy of the discount. */
  discountId: number;
  /** Parsed by `patternSchema`. */
  pattern: Pattern;
  /** Parsed by `bufferSchema`. */
  buffer: Buffer;
}

export interface NewDynamicPool extends DynamicSettings {
  /** Parsed by `poolName`. */
  name: string;
  actor: Actor;
}

/** Makes an inactive pool that makes its own codes; a job begins to fill its buffer at once. */
export async function createDynamicPool(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  { name, actor, discountId, pattern, buffer }: NewDynamicPool,
): Promise<Result<{ id: number; handle: string }, InvalidInput | PatternGuessable>> {
  const safe = checkPattern(pattern, buffer, { alive: 0, available: 0 });
  if (!safe.ok) return safe;
  return database.transaction(async (tx) => {
    const refused = await refuseDiscount(tx, shop, discountId);
    if (refused) return failure(refused);
    const { target: bufferTarget, floor: bufferFloor } = buffer;
    const dynamic = { discountId, pattern, bufferTarget, bufferFloor };
    const toInsert = { name, type: "dynamic", dynamic, actor } as const;
    const pool = await insertPool(tx, shop, toInsert, clock.now());
    if (!pool.ok) return pool;
    const { id } = pool.value;
    await tx.query("INSERT INTO pool_supply (shop_id, pool_id) VALUES ($1, $2)", [shop.id, id]);
    await wakeRefill(tx, shop.id, id);
    return success(pool.value);
  });
}

/** A pool's codes are worth a discount that the shop has. It may have ended or not begun yet. */
export async function refuseDiscount(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  discountId: number,
): Promise<InvalidInput | undefined> {
  const [discount] = await tx.query(
    "SELECT 1 FROM discount WHERE shop_id = $1 AND id = $2 AND status <> 'deleted' FOR SHARE",
    [shop.id, discountId],
  );
  if (discount) return undefined;
  const message = "This discount does not exist any more. Choose another.";
  return { kind: "invalid_input", field: "discountId", message };
}
