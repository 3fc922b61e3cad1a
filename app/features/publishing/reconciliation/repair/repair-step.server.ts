import type { Actor, ShopContext } from "../../../../core/ids";
import type { Transaction } from "../../../../database/database.server";
import type { Services } from "../../../../services.server";
import { setPoolActive } from "../../../pools/changing/set-pool-active.server";
import { lockStock } from "../../../pools/stock/stock.server";
import type { DifferenceKind, DifferenceRepair, OpenDifference } from "../difference";
import { ignoreDifferences } from "./ignore-differences.server";
import { importIntoPool, removeUnknown } from "./import-into-pool.server";
import { uploadAgain } from "./upload-again.server";

/** Findings per transaction: the lines are held for some hundredths of a second. */
const mostPerStep = 1_000;

export interface Step {
  checkId: number;
  kind: DifferenceKind;
  repair: DifferenceRepair;
  /** Null: the next ones of the kind. */
  ids: readonly number[] | null;
  actor: Actor;
}

/**
 * What a repair can do nothing about stays open: a code that is dead, and one that no pool is to take or
 * that is worth something else than its pool is by now.
 */
const repairable: Record<DifferenceRepair, string> = {
  upload: "true",
  adopt: `NOT EXISTS (
    SELECT 1 FROM current_code AS code WHERE code.shop_id = reconciliation_difference.shop_id AND code.id = reconciliation_difference.code_id
       AND code.state NOT IN ('available', 'assigned'))
    AND EXISTS (SELECT 1 FROM pool WHERE pool.shop_id = reconciliation_difference.shop_id
                   AND pool.id = reconciliation_difference.pool_id AND pool.discount_id = reconciliation_difference.discount_id)`,
  remove: "true",
  pause: "true",
  leave: "true",
};

/** Repairs some findings. Resolves how many were worked off: 0 when none is open any more. */
export async function repairStep(
  services: Services,
  shop: ShopContext,
  { checkId, kind, repair, ids, actor }: Step,
): Promise<number> {
  const { database, clock } = services;
  const now = clock.now();
  const open = await database.transaction(async (tx) => {
    const findings = await tx.query<OpenDifference>(
      `SELECT id, discount_id AS "discountId", pool_id AS "poolId", code_id AS "codeId", code,
              platform_id::text AS "platformId"
         FROM reconciliation_difference
        WHERE shop_id = $1 AND check_id = $2 AND kind = $3 AND repaired_at IS NULL
          AND ($4::bigint[] IS NULL OR id = ANY($4)) AND ${repairable[repair]}
        ORDER BY id LIMIT $5 FOR UPDATE`,
      [shop.id, checkId, kind, ids, mostPerStep],
    );
    const found = findings.map(({ id }) => id);
    if (repair === "leave")
      await ignoreDifferences(tx, shop.id, { checkId, ids: found, actor, now });
    else await repairCodes(tx, shop.id, repair, findings, now);
    await tx.query(
      `UPDATE reconciliation_difference SET repair = $4, repaired_at = $5
        WHERE shop_id = $1 AND check_id = $2 AND id = ANY($3::bigint[])`,
      [shop.id, checkId, found, repair, now],
    );
    return findings;
  });
  // A pool's row is changed as always, in a transaction of its own; pausing twice does no harm.
  const pools = repair === "pause" ? open.flatMap(({ poolId }) => poolId ?? []) : [];
  for (const poolId of pools) await setPoolActive(services, shop, { poolId, active: false, actor });
  return open.length;
}

/** Pool by pool, in the order of their ids, because each one's line is held to the end. */
async function repairCodes(
  tx: Transaction,
  shopId: number,
  repair: DifferenceRepair,
  findings: readonly OpenDifference[],
  now: Date,
): Promise<void> {
  if (repair === "pause") return;
  if (repair === "remove") return removeUnknown(tx, shopId, findings, now);
  const pools = [...new Set(findings.flatMap(({ poolId }) => poolId ?? []))].sort((a, b) => a - b);
  for (const poolId of pools) {
    await lockStock(tx, shopId, poolId);
    const own = findings.filter((one) => one.poolId === poolId);
    if (repair === "upload") await uploadAgain(tx, shopId, poolId, own);
    else await importIntoPool(tx, shopId, poolId, own, now);
  }
}
