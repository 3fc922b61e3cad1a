import type { InvalidInput } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import type { Transaction } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { statusAt } from "../../discounts/discount";
import { insertPool } from "../../pools/changing/insert-pool.server";
import type { Pattern } from "../generator/pattern";
import { type Buffer, checkPattern, type PatternGuessable } from "./buffer";
import { enqueueReplenishment } from "./replenish-pool.server";

/** What a dynamic pool needs beside a name. */
export interface DynamicSettings {
  /** Id of our copy of the discount. */
  discountId: number;
  /** Parsed by `patternSchema`. */
  pattern: Pattern;
  /** Parsed by `bufferSchema`. */
  buffer: Buffer;
  /** How many codes the pool makes in all (`codeLimitSchema`); null or absent: no limit. */
  codeLimit?: number | null;
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
  { name, actor, discountId, pattern, buffer, codeLimit = null }: NewDynamicPool,
): Promise<Result<{ id: number; handle: string }, InvalidInput | PatternGuessable>> {
  const safe = checkPattern(pattern, buffer, { alive: 0, available: 0 });
  if (!safe.ok) return safe;
  return database.transaction(async (tx) => {
    const refused = await rejectDiscount(tx, shop, discountId, clock.now());
    if (refused) return failure(refused);
    const { target: bufferTarget, floor: bufferFloor } = buffer;
    const dynamic = { discountId, pattern, bufferTarget, bufferFloor, codeLimit };
    const toInsert = { name, type: "dynamic", dynamic, actor } as const;
    const pool = await insertPool(tx, shop, toInsert, clock.now());
    if (!pool.ok) return pool;
    const { id } = pool.value;
    await tx.query("INSERT INTO pool_supply (shop_id, pool_id) VALUES ($1, $2)", [shop.id, id]);
    await enqueueReplenishment(tx, shop.id, id);
    return success(pool.value);
  });
}

/** Codes need a discount that the store has and that has not ended. It may start later. */
export async function rejectDiscount(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  discountId: number,
  now: Date,
): Promise<InvalidInput | undefined> {
  const [discount] = await tx.query<Parameters<typeof statusAt>[0]>(
    `SELECT status, starts_at AS "startsAt", ends_at AS "endsAt" FROM discount
      WHERE shop_id = $1 AND id = $2 AND status <> 'deleted' FOR SHARE`,
    [shop.id, discountId],
  );
  const refuse = (message: string): InvalidInput => ({
    kind: "invalid_input",
    field: "discountId",
    message,
  });
  if (!discount) return refuse("This discount no longer exists. Choose another.");
  return statusAt(discount, now) === "expired"
    ? refuse(
        "This discount has ended, so its codes don’t work. Choose another, or extend it first.",
      )
    : undefined;
}
