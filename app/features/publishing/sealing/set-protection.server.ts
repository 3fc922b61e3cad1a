import type { InvalidInput, Outdated, PoolNotFound } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import type { Transaction } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";
import { setPattern } from "../../pools/changing/change-generator.server";
import { changePool } from "../../pools/changing/change-pool.server";
import {
  type Protection,
  setProtectionColumns,
} from "../../pools/changing/set-protection-columns.server";
import { isSealed, type Pool } from "../../pools/pool";
import { clearSupplyFailure } from "../../pools/stock/supply-failure.server";
import { exampleCode } from "../generator/pattern";
import { readGenerator } from "../replenishment/read-generator.server";
import { enqueueReplenishment } from "../replenishment/replenish-pool.server";
import { supersedeStock } from "../replenishment/supersede-stock.server";
import { addSealFormat } from "./seal-formats.server";
import { sealablePattern } from "./sealable-pattern";

export interface ProtectionChange extends Protection {
  poolId: number;
  /** The version the caller saw; any other fails with `outdated`. */
  version: number;
  actor: Actor;
}

export interface ProtectionChanged {
  version: number;
  /** What the codes of a dynamic pool look like from now on; null if they stay as they were. */
  example: string | null;
  /** Available codes that were voided, because they weren't made for anyone. */
  voided: number;
}

/**
 * Changes how the guard protects a pool's codes. In a dynamic pool this decides whether codes are sealed
 * from now on: its available codes are voided, and its codes get as long as the seal needs
 * (`sealablePattern`). Assigned codes stay as they are. Fails when the version is outdated, or the pool
 * can't be protected this way.
 */
export async function setProtection(
  services: Services,
  shop: ShopContext,
  { poolId, version, actor, holderOnly, personalExpiration }: ProtectionChange,
): Promise<Result<ProtectionChanged, PoolNotFound | Outdated | InvalidInput>> {
  let outcome = { example: null as string | null, voided: 0 };
  const changed = await changePool<InvalidInput | Outdated>(
    services,
    shop,
    { poolId, actor },
    async (tx, pool, now) => {
      if (pool.version !== version) return failure({ kind: "outdated" });
      if (pool.holderOnly === holderOnly && pool.personalExpiration === personalExpiration) {
        return success(null);
      }
      if (pool.type === "shared" && holderOnly) return failure(sharedByAll);
      const seals = isSealed({ type: pool.type, holderOnly, personalExpiration });
      if (seals !== isSealed(pool)) {
        const switched = await switchSealing(tx, shop, pool, seals);
        if (!switched.ok) return switched;
        outcome = switched.value;
        const detail = { pool: pool.name, count: outcome.voided };
        if (outcome.voided > 0)
          await recordAudit(tx, shop, actor, now, { action: "codes.voided", poolId, detail });
      }
      const protection = { holderOnly, personalExpiration };
      await setProtectionColumns(tx, { shopId: shop.id, poolId }, protection);
      return success({
        action: "pool.protection-changed",
        detail: { name: pool.name, ...protection },
      });
    },
  );
  return changed.ok ? success({ ...changed.value, ...outcome }) : changed;
}

const sharedByAll: InvalidInput = {
  kind: "invalid_input",
  field: "holderOnly",
  message: "Everyone has the same code of this pool, so it can’t be limited to its recipient.",
};

/** Has the dynamic pool seal its codes from now on, or stop that. Voids its available codes. */
async function switchSealing(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  { id: poolId, archivedAt }: Pool,
  seals: boolean,
): Promise<Result<{ example: string | null; voided: number }, InvalidInput>> {
  const key = { shopId: shop.id, poolId };
  const generator = await readGenerator(tx, shop.id, poolId);
  if (!generator || archivedAt) return failure(archived);
  let example: string | null = null;
  if (seals) {
    const pattern = sealablePattern(generator.pattern);
    if (!pattern.ok) return pattern;
    await setPattern(tx, key, pattern.value);
    await addSealFormat(tx, key, pattern.value);
    example = exampleCode(pattern.value);
  }
  const voided = await supersedeStock(tx, key, null);
  await clearSupplyFailure(tx, shop.id, [poolId], "generating");
  await enqueueReplenishment(tx, shop.id, poolId);
  return success({ example, voided });
}

const archived: InvalidInput = {
  kind: "invalid_input",
  field: "poolId",
  message: "This pool is archived. Restore it first, then change its protection.",
};
