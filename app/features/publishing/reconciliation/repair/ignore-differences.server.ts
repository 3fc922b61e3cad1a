import type { Actor } from "../../../../core/ids";
import type { Transaction } from "../../../../database/database.server";

/**
 * SQL expression: the fingerprint that identifies a difference across checks. A code that was
 * deleted and added to the store again, or that now has a row here, is a new difference.
 */
const fingerprintOf = (finding: string) => `CASE ${finding}.kind
  WHEN 'missing' THEN 'code ' || ${finding}.code_id
  WHEN 'unknown' THEN concat_ws(' ', 'number', ${finding}.platform_id, ${finding}.code_id)
  ELSE 'pool ' || ${finding}.pool_id END`;

/** SQL condition: the difference `finding` matches the row of `ignored_difference`. */
export const isIgnored = `ignored_difference.shop_id = finding.shop_id AND ignored_difference.kind = finding.kind
  AND ignored_difference.discount_id = finding.discount_id AND ignored_difference.subject = ${fingerprintOf("finding")}`;

/** Ignores differences of a check, here and in later checks. */
export async function ignoreDifferences(
  tx: Transaction,
  shopId: number,
  { checkId, ids, actor, now }: { checkId: number; ids: number[]; actor: Actor; now: Date },
): Promise<void> {
  await tx.query(
    `INSERT INTO ignored_difference (shop_id, kind, discount_id, subject, pool_id, code, left_by, left_at)
     SELECT $1, kind, discount_id, ${fingerprintOf("finding")}, pool_id, code, $4, $5
       FROM reconciliation_difference AS finding
      WHERE shop_id = $1 AND check_id = $2 AND id = ANY($3::bigint[]) ORDER BY id
     ON CONFLICT DO NOTHING`,
    [shopId, checkId, ids, actor.name, now],
  );
}

/**
 * Drops ignored differences of one discount from a check's results, and forgets ignored ones that
 * no longer exist. Resolves how many were dropped, by kind.
 */
export async function skipIgnored(
  tx: Transaction,
  { shopId, checkId, discountId }: { shopId: number; checkId: number; discountId: number },
): Promise<Record<"missing" | "unknown" | "inactive", number>> {
  await tx.query(
    `DELETE FROM ignored_difference WHERE shop_id = $1 AND discount_id = $3 AND NOT EXISTS (
       SELECT 1 FROM reconciliation_difference AS finding
        WHERE finding.shop_id = $1 AND finding.check_id = $2 AND ${isIgnored})`,
    [shopId, checkId, discountId],
  );
  const [passed] = await tx.query<Record<"missing" | "unknown" | "inactive", number>>(
    `WITH passed AS (
       DELETE FROM reconciliation_difference AS finding USING ignored_difference
        WHERE finding.shop_id = $1 AND finding.check_id = $2 AND finding.discount_id = $3 AND ${isIgnored}
       RETURNING finding.kind)
     SELECT count(*) FILTER (WHERE kind = 'missing') AS missing,
            count(*) FILTER (WHERE kind = 'unknown') AS "unknown",
            count(*) FILTER (WHERE kind = 'inactive') AS inactive FROM passed`,
    [shopId, checkId, discountId],
  );
  return passed ?? { missing: 0, unknown: 0, inactive: 0 };
}
