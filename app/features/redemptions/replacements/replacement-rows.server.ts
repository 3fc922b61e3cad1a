import type { ShopContext } from "../../../core/ids";
import type { Sql, Transaction } from "../../../database/database.server";
import type { AssignmentResult } from "../../assignments/assignment";
import { markUnsent } from "../../assignments/unsent/mark-sent.server";
import { recordAudit } from "../../audit/record-audit.server";

export interface AssignedReplacements {
  poolId: number;
  now: Date;
  results: { assignmentId: number; result: AssignmentResult }[];
}

/**
 * Links new assignments with those they replace, in the transaction that assigns them. Resolves
 * false if another worker has replaced one of them meanwhile: then nothing may be assigned.
 */
export async function recordAssigned(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  { poolId, now, results }: AssignedReplacements,
): Promise<boolean> {
  const ids = results.map(({ assignmentId }) => assignmentId);
  const open = await tx.query<{ insteadOfRestore: boolean; assignmentId: number }>(
    `SELECT assignment_id AS "assignmentId", instead_of_restore AS "insteadOfRestore"
       FROM replacement WHERE shop_id = $1 AND assignment_id = ANY($2::bigint[]) AND state = 'pending'
      ORDER BY assignment_id FOR UPDATE`,
    [shop.id, ids],
  );
  if (open.length < new Set(ids).size) return false;
  await tx.query(
    `UPDATE replacement SET
       state = (CASE WHEN result.assignment_id IS NULL THEN 'pending' ELSE 'assigned' END)::replacement_state,
       assigned_at = CASE WHEN result.assignment_id IS NULL THEN NULL ELSE $5::timestamptz END,
       new_assignment_id = result.assignment_id, refusal = result.refusal
       FROM unnest($2::bigint[], $3::bigint[], $4::text[]) AS result (id, assignment_id, refusal)
      WHERE replacement.shop_id = $1 AND replacement.assignment_id = result.id`,
    [
      shop.id,
      ids,
      results.map(({ result }) => (result.ok ? result.value.id : null)),
      results.map(({ result }) => (result.ok ? null : result.failure.kind)),
      now,
    ],
  );
  const fresh = results.flatMap(({ result }) =>
    result.ok && result.value.outcome === "new" ? [result.value.id] : [],
  );
  await markUnsent(tx, shop, fresh, now);
  const replaced = new Set(
    results.filter(({ result }) => result.ok).map(({ assignmentId }) => assignmentId),
  );
  if (replaced.size > 0) {
    const insteadOfRestore = open.filter(
      ({ assignmentId, insteadOfRestore: isRestore }) => isRestore && replaced.has(assignmentId),
    ).length;
    const detail = { count: replaced.size, insteadOfRestore };
    await recordAudit(tx, shop, { name: "app" }, now, { action: "codes.replaced", poolId, detail });
  }
  return true;
}

/** Drops replacements that can never be assigned. */
export async function dropReplacements(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  replacements: readonly { assignmentId: number }[],
  refusal: string,
): Promise<void> {
  if (replacements.length === 0) return;
  await sql.query(
    `UPDATE replacement SET state = 'dropped', refusal = $3
      WHERE shop_id = $1 AND assignment_id = ANY($2::bigint[]) AND state = 'pending'`,
    [shop.id, replacements.map(({ assignmentId }) => assignmentId), refusal],
  );
}
