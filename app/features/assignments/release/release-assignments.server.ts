import { dayOf } from "../../../core/dates";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import type { Transaction } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";
import { markExpired, markVoided, restockCodes } from "../../codes/move-codes.server";
import { isOfOtherDiscount } from "../../pools/other-discount";
import { poolSealed } from "../../pools/pool-is-open";
import { changePoolDays } from "../../pools/stock/pool-days.server";
import { changeStock, lockStock } from "../../pools/stock/stock.server";
import { enqueueRemoval, enqueueUpload } from "../../pools/stock/supply-figures.server";
import { generateOnDemand } from "../../publishing/replenishment/generate-on-demand.server";
import { markRecipients } from "../../recipients/changes/mark-changes.server";
import type { CodeState } from "../assignment";

export interface ReleaseRequest {
  /** Release only assignments of this pool, or of a fallback in its place; null: of any pool. */
  poolId: number | null;
  assignmentIds: readonly number[];
  actor: Actor;
}

export type ReleaseRejection = { kind: "assignment_not_found" } | { kind: "code_redeemed" };

/**
 * What happened to the code: back in the queue, voided and replaced by a new one, expired, voided,
 * still shared, or unchanged because the assignment was released earlier.
 */
export interface Released {
  code: "available" | "replaced" | "expired" | "voided" | "shared" | "unchanged";
}

/**
 * Releases assignments; resolves one result per ID, in order. The recipient may still have the code,
 * so it becomes void and is removed from the store, and a dynamic pool with a reserve generates a new
 * one. Only a
 * static pool with the setting to restock returns a code to the queue, unless it has expired. Releasing
 * again changes nothing. A redeemed code can't be released. Each pool gets its own transaction.
 */
export async function releaseAssignments(
  services: Services,
  shop: ShopContext,
  { poolId, assignmentIds, actor }: ReleaseRequest,
): Promise<Result<Released, ReleaseRejection>[]> {
  const pools = await services.database.query<{ poolId: number; ids: number[] }>(
    `SELECT pool_id AS "poolId", array_agg(id ORDER BY id) AS ids FROM assignment
      WHERE shop_id = $1 AND id = ANY($2::bigint[]) AND ($3::int IS NULL OR $3 IN (pool_id, requested_pool_id))
      GROUP BY pool_id`,
    [shop.id, assignmentIds, poolId],
  );
  const results = new Map<number, Result<Released, ReleaseRejection>>();
  for (const pool of pools) {
    const released = await services.database.transaction((tx) =>
      releaseInPool(tx, shop, pool.poolId, pool.ids.map(Number), actor, services.clock),
    );
    for (const [id, result] of released) results.set(id, result);
  }
  return assignmentIds.map(
    (id) => results.get(id) ?? failure({ kind: "assignment_not_found" as const }),
  );
}

interface ReleaseRow {
  id: number;
  codeId: number;
  code: string;
  recipientId: number;
  codeState: CodeState;
  shared: boolean;
  released: boolean;
  assignedAt: Date;
  source: string;
  /** The code expired, or the store rejected it: it can't be assigned again. */
  past: boolean;
  refused: boolean;
  /** The code belongs to a discount that the pool has replaced. */
  superseded: boolean;
  /** What the pool does with released codes. */
  policy: "restock" | "replace" | "void";
}

async function releaseInPool(
  tx: Transaction,
  shop: ShopContext,
  poolId: number,
  ids: number[],
  actor: Actor,
  clock: Services["clock"],
): Promise<[number, Result<Released, ReleaseRejection>][]> {
  await lockStock(tx, shop.id, poolId);
  const now = clock.now();
  const rows = await tx.query<ReleaseRow>(
    `SELECT assignment.id, code.id AS "codeId", code.code, assignment.recipient_id AS "recipientId", code.state AS "codeState", assignment.shared,
            assignment.assigned_at AS "assignedAt", assignment.source,
            assignment.released_at IS NOT NULL AS released,
            LEAST(code.expires_at, code.assign_by, code.use_by) <= $4 IS TRUE AS past,
            code.publish_status = 'refused' AS refused, ${isOfOtherDiscount} AS superseded,
            CASE WHEN ${poolSealed} THEN 'void' WHEN pool.type = 'dynamic' THEN 'replace'
                 WHEN pool.restock_released THEN 'restock' ELSE 'void' END AS policy
       FROM assignment JOIN current_code AS code ON code.shop_id = $1 AND code.id = assignment.code_id
       JOIN readable.pool ON pool.shop_id = $1 AND pool.id = assignment.pool_id
      WHERE assignment.shop_id = $1 AND assignment.pool_id = $2
        AND assignment.id = ANY($3::bigint[])`,
    [shop.id, poolId, ids, now],
  );
  const fresh = rows.filter(({ released, codeState }) => !released && codeState !== "redeemed");
  await tx.query(
    `UPDATE assignment SET released_at = $3 WHERE shop_id = $1 AND id = ANY($2::bigint[])`,
    [shop.id, fresh.map(({ id }) => id), now],
  );
  const former = fresh.map(({ recipientId }) => recipientId);
  await markRecipients(tx, shop.id, poolId, former);
  const days = fresh.map(({ assignedAt, source }) => ({
    day: dayOf(assignedAt, shop.timeZone),
    source,
    released: 1,
  }));
  await changePoolDays(tx, shop.id, poolId, days);
  await changeStock(tx, shop.id, poolId, {
    recipients: -(await countFormerHolders(
      tx,
      shop.id,
      poolId,
      fresh.filter(({ shared }) => shared),
    )),
  });
  await returnCodes(
    tx,
    shop.id,
    poolId,
    fresh.filter(({ codeState, shared }) => codeState === "assigned" && !shared),
    now,
  );
  const [first] = fresh;
  if (first) {
    const single = fresh.length === 1 && { code: first.code, recipient: first.recipientId };
    const detail = { count: fresh.length, ...single };
    await recordAudit(tx, shop, actor, now, { action: "assignments.released", poolId, detail });
  }
  return rows.map((row) => [row.id, resultOf(row)]);
}

/** Recipients of a shared code who no longer have an assignment of the pool. */
async function countFormerHolders(
  tx: Transaction,
  shopId: number,
  poolId: number,
  rows: readonly ReleaseRow[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const [row] = await tx.query<{ gone: number }>(
    `SELECT count(DISTINCT released.recipient_id) AS gone FROM assignment AS released
      WHERE released.shop_id = $1 AND released.id = ANY($3::bigint[]) AND NOT EXISTS (
        SELECT 1 FROM assignment AS remaining
         WHERE remaining.shop_id = $1 AND remaining.recipient_id = released.recipient_id
           AND remaining.pool_id = $2 AND remaining.shared AND remaining.released_at IS NULL)`,
    [shopId, poolId, rows.map(({ id }) => id)],
  );
  return row?.gone ?? 0;
}

/** Restocks codes at the end of the queue, because the claim cursor never moves back. */
async function returnCodes(
  tx: Transaction,
  shopId: number,
  poolId: number,
  rows: readonly ReleaseRow[],
  now: Date,
): Promise<void> {
  if (rows.length === 0) return;
  const codesThat = (...ends: ReturnType<typeof endOf>[]) =>
    rows.filter((row) => ends.includes(endOf(row))).map(({ codeId }) => codeId);
  const back = codesThat("available");
  const expired = codesThat("expired");
  const voided = codesThat("voided", "replaced");
  const replaced = codesThat("replaced").length;
  const position = await restockCodes(tx, shopId, back);
  await markExpired(tx, shopId, expired);
  await markVoided(tx, shopId, voided);
  if (expired.length + voided.length > 0) await enqueueRemoval(tx, shopId);
  await changeStock(tx, shopId, poolId, {
    assigned: -rows.length,
    available: back.length,
    expired: expired.length,
    voided: voided.length,
    ...(position !== null && { availableFrom: position }),
  });
  if (replaced > 0 && (await generateOnDemand(tx, { shopId, poolId, now }, replaced))) {
    await enqueueUpload(tx, shopId);
  }
}

function endOf({
  past,
  refused,
  superseded,
  policy,
}: ReleaseRow): "available" | "replaced" | "expired" | "voided" {
  if (refused || superseded) return "voided";
  if (past) return "expired";
  return { restock: "available" as const, replace: "replaced" as const, void: "voided" as const }[
    policy
  ];
}

function resultOf(row: ReleaseRow): Result<Released, ReleaseRejection> {
  const { released, shared, codeState } = row;
  if (released) return success({ code: "unchanged" });
  if (codeState === "redeemed") return failure({ kind: "code_redeemed" });
  if (shared) return success({ code: "shared" });
  if (codeState === "voided") return success({ code: "voided" });
  return success({ code: codeState === "expired" ? "expired" : endOf(row) });
}
