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

/** Settings of a dynamic pool besides its name. */
export interface DynamicSettings {
  /** ID of our cached discount. */
  discountId: number;
  /** Parsed by `patternSchema`. */
  pattern: Pattern;
  /** Parsed by `bufferSchema`. */
  buffer: Buffer;
  /** Maximum number of codes the pool generates in total (`codeLimitSchema`); null or absent: no limit. */
  codeLimit?: number | null;
}

export interface NewDynamicPool extends DynamicSettings {
  /** Parsed by `poolName`. */
  name: string;
  actor: Actor;
}

/**
 * Creates an inactive pool that generates its own codes, and enqueues its first replenishment.
 * Fails when the input is invalid or the pattern is too easy to guess.
 */
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
    await enqueueReplenishment(tx, shop.id, id);
    return success(pool.value);
  });
}

/** Rejects a discount that was deleted or has ended. It may start later. */
export async function rejectDiscount(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  discountId: number,
  now: Date,
): Promise<InvalidInput | undefined> {
  const [discount] = await tx.query<Parameters<typeof statusAt>[0]>(
    `SELECT status, starts_at AS "startsAt", ends_at AS "endsAt" FROM readable.discount
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
