import type { Transaction } from "../../../../database/database.server";
import { goLive } from "../../../codes/publishing/code-updates";
import { insertLiveCodes } from "../../../codes/publishing/insert-live-codes.server";
import {
  addToDeletionBacklog,
  type CodeOnPlatform,
} from "../../../codes/publishing/orphaned-codes.server";
import { changeStock } from "../../../pools/stock/stock.server";
import { changeSupply, enqueueRemoval } from "../../../pools/stock/supply-figures.server";
import type { OpenDifference } from "../difference";

/**
 * Imports codes found under a pool's discount into the pool. The caller holds the pool's lock.
 * Codes that have a row and are still redeemable become live; the others are added as available.
 */
export async function importIntoPool(
  tx: Transaction,
  shopId: number,
  poolId: number,
  findings: readonly OpenDifference[],
  now: Date,
): Promise<void> {
  const known = findings.filter(({ codeId }) => codeId !== null);
  const fresh = findings.filter(({ codeId }) => codeId === null);
  const [first] = findings;
  if (!first) return;
  const { discountId } = first;
  const batchId = await insertFinishedBatch(tx, shopId, {
    poolId,
    discountId,
    codes: findings.length,
    now,
  });
  const was = await tx.query<{ publishStatus: "none" | "refused" | "removed" }>(
    `WITH due AS MATERIALIZED (
       SELECT code.id, code.publish_status, known.number FROM unnest($3::bigint[], $4::bigint[]) AS known (id, number)
         JOIN current_code AS code ON code.shop_id = $1 AND code.id = known.id AND code.pool_id = $2
        WHERE code.publish_status IN ('none', 'refused', 'removed') AND code.state IN ('available', 'assigned')
     ), adopted AS (${goLive("due", "$5")})
     SELECT publish_status AS "publishStatus" FROM due`,
    [
      shopId,
      poolId,
      known.map(({ codeId }) => codeId),
      known.map(({ platformId }) => platformId),
      batchId,
    ],
  );
  const inserted = await insertLiveCodes(tx, shopId, {
    poolId,
    batchId,
    codes: fresh.map(asOnPlatform),
    now,
  });
  const count = (upload: string) => was.filter((row) => row.publishStatus === upload).length;
  await changeStock(tx, shopId, poolId, {
    available: inserted.count,
    ...(inserted.count > 0 ? { availableFrom: inserted.firstPosition } : {}),
  });
  await changeSupply(tx, shopId, poolId, {
    live: was.length + inserted.count,
    refused: -count("refused"),
    removed: -count("removed"),
  });
}

/** Enqueues the removal of codes that the platform has under our discount but shouldn't. */
export async function removeUnknown(
  tx: Transaction,
  shopId: number,
  findings: readonly OpenDifference[],
  now: Date,
): Promise<void> {
  for (const discountId of new Set(findings.map((finding) => finding.discountId))) {
    const own = findings.filter((finding) => finding.discountId === discountId);
    const [pool] = await tx.query<{ id: number }>(
      "SELECT id FROM readable.pool WHERE shop_id = $1 AND discount_id = $2 ORDER BY id LIMIT 1",
      [shopId, discountId],
    );
    if (!pool) continue;
    const note = { poolId: pool.id, discountId, codes: own.length, now };
    const batchId = await insertFinishedBatch(tx, shopId, note);
    await addToDeletionBacklog(tx, shopId, batchId, own.map(asOnPlatform));
  }
  await enqueueRemoval(tx, shopId);
}

function asOnPlatform({ code, platformId }: OpenDifference): CodeOnPlatform {
  return { code: code ?? "", platformId };
}

/** Inserts a finished batch, which records the discount of codes that the app didn't upload. */
async function insertFinishedBatch(
  tx: Transaction,
  shopId: number,
  note: { poolId: number; discountId: number; codes: number; now: Date },
): Promise<number> {
  const [row] = await tx.query<{ id: number }>(
    `INSERT INTO publish_batch (shop_id, pool_id, discount_id, codes, created_at, finished_at)
     VALUES ($1, $2, $3, $4, $5, $5) RETURNING id`,
    [shopId, note.poolId, note.discountId, note.codes, note.now],
  );
  if (!row) throw new Error("The batch was not inserted.");
  return row.id;
}
