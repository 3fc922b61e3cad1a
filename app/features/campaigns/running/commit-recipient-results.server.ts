import type { Result } from "../../../core/result";
import type { Transaction } from "../../../database/database.server";
import type { AssignmentResult } from "../../assignments/assignment";
import { type RecipientUnreadable, retriableRejections } from "../campaign";

interface RecipientResult {
  line: number;
  result: AssignmentResult | Result<never, RecipientUnreadable>;
}

/**
 * Stores recipients' results and the progress in the transaction that assigns the codes, so a killed
 * run leaves both or neither. Resolves false if the campaign no longer runs or another worker already
 * stored one of these results: the assignment must then be rolled back.
 */
export async function commitRecipientResults(
  tx: Transaction,
  shopId: number,
  { campaignId, now }: { campaignId: number; now: Date },
  results: readonly RecipientResult[],
): Promise<boolean> {
  if (results.length === 0) return true;
  const { assigned, reused, refused, retriable } = count(results);
  const running = await tx.query(
    `UPDATE campaign SET done = done + $3, assigned = assigned + $4, reused = reused + $5,
            refused = refused + $6, retriable = retriable + $7, last_progress_at = $8
      WHERE shop_id = $1 AND id = $2 AND state = 'running' RETURNING id`,
    [shopId, campaignId, results.length, assigned, reused, refused, retriable, now],
  );
  if (running.length === 0) return false;
  const lines = results.map(({ line }) => line);
  // The range keeps the plan fast for a million rows, even without statistics. Recipients with a code
  // are found through it from now on, so the address isn't stored twice.
  const { rowCount } = await tx.client.query(
    `UPDATE campaign_recipient AS member
        SET assignment_id = result.assignment_id, refusal = result.refusal,
            reused = result.reused,
            key = CASE WHEN result.assignment_id IS NULL THEN member.key END,
            address = CASE WHEN result.assignment_id IS NULL THEN member.address END,
            domain_key = CASE WHEN result.assignment_id IS NULL THEN member.domain_key END
       FROM unnest($3::int[], $4::bigint[], $5::text[], $6::boolean[])
              AS result (line, assignment_id, refusal, reused)
      WHERE member.shop_id = $1 AND member.campaign_id = $2 AND member.line = result.line
        AND member.line BETWEEN $7 AND $8
        AND member.assignment_id IS NULL AND member.refusal IS NULL`,
    [
      shopId,
      campaignId,
      lines,
      results.map(({ result }) => (result.ok ? result.value.id : null)),
      results.map(({ result }) => (result.ok ? null : result.failure.kind)),
      results.map(({ result }) => result.ok && result.value.outcome !== "new"),
      lines.reduce((least, line) => Math.min(least, line), Number.POSITIVE_INFINITY),
      lines.reduce((last, line) => Math.max(last, line), 0),
    ],
  );
  return rowCount === results.length;
}

function count(results: readonly RecipientResult[]) {
  const counts = { assigned: 0, reused: 0, refused: 0, retriable: 0 };
  for (const { result } of results) {
    if (!result.ok) {
      counts.refused += 1;
      if (retriableRejections.includes(result.failure.kind)) counts.retriable += 1;
    } else if (result.value.outcome === "new") counts.assigned += 1;
    else counts.reused += 1;
  }
  return counts;
}
