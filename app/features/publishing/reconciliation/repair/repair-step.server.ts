import type { Actor, ShopContext } from "../../../../core/ids";
import type { Transaction } from "../../../../database/database.server";
import type { Services } from "../../../../services.server";
import { setPoolActive } from "../../../pools/changing/set-pool-active.server";
import { poolSealed } from "../../../pools/pool-is-open";
import { lockStock } from "../../../pools/stock/stock.server";
import type { DifferenceKind, DifferenceRepair, OpenDifference } from "../difference";
import { ignoreDifferences } from "./ignore-differences.server";
import { importIntoPool, removeUnknown } from "./import-into-pool.server";
import { uploadAgain } from "./upload-again.server";

/** Differences per transaction: holds the pools' locks for a few hundredths of a second. */
const maxPerStep = 1_000;

export interface Step {
  checkId: number;
  kind: DifferenceKind;
  repair: DifferenceRepair;
  /** Null: the next open ones of the kind. */
  ids: readonly number[] | null;
  actor: Actor;
}

/**
 * SQL conditions. Codes that can't be imported stay open: expired or voided ones, those without a
 * pool, those whose pool has another discount by now, and new ones for a pool whose codes are sealed.
 */
const repairable: Record<DifferenceRepair, string> = {
  upload: "true",
  import: `NOT EXISTS (
    SELECT 1 FROM current_code AS code WHERE code.shop_id = reconciliation_difference.shop_id AND code.id = reconciliation_difference.code_id
       AND code.state NOT IN ('available', 'assigned'))
    AND EXISTS (SELECT 1 FROM readable.pool WHERE pool.shop_id = reconciliation_difference.shop_id
                   AND pool.id = reconciliation_difference.pool_id AND pool.discount_id = reconciliation_difference.discount_id
                   AND (reconciliation_difference.code_id IS NOT NULL OR NOT ${poolSealed}))`,
  remove: "true",
  pause: "true",
  ignore: "true",
};

/** Repairs one batch of differences. Resolves how many: 0 when none is open. */
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
      [shop.id, checkId, kind, ids, maxPerStep],
    );
    const found = findings.map(({ id }) => id);
    if (repair === "ignore")
      await ignoreDifferences(tx, shop.id, { checkId, ids: found, actor, now });
    else await repairCodes(tx, shop.id, repair, findings, now);
    await tx.query(
      `UPDATE reconciliation_difference SET repair = $4, repaired_at = $5
        WHERE shop_id = $1 AND check_id = $2 AND id = ANY($3::bigint[])`,
      [shop.id, checkId, found, repair, now],
    );
    return findings;
  });
  // Each pool changes in a transaction of its own. Deactivating twice is harmless.
  const pools = repair === "pause" ? open.flatMap(({ poolId }) => poolId ?? []) : [];
  for (const poolId of pools) await setPoolActive(services, shop, { poolId, active: false, actor });
  return open.length;
}

/** Pool by pool in ID order, to avoid deadlocks: each pool's lock is held until commit. */
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
    const own = findings.filter((finding) => finding.poolId === poolId);
    if (repair === "upload") await uploadAgain(tx, shopId, poolId, own);
    else await importIntoPool(tx, shopId, poolId, own, now);
  }
}

/** Repairs all differences of a kind, step by step. Idempotent. Throws when `signal` is aborted. */
export async function repairAll(
  services: Services,
  shop: ShopContext,
  step: Omit<Step, "ids">,
  signal: AbortSignal,
): Promise<void> {
  for (let repaired = 1; repaired > 0; ) {
    signal.throwIfAborted();
    repaired = await repairStep(services, shop, { ...step, ids: null });
  }
}
