import type { Result } from "../../../core/result";
import type { Transaction } from "../../../database/database.server";
import type { AssignmentAnswer } from "../../assignments/assignment";
import { type RecipientUnreadable, retriableRejections } from "../campaign";

interface LineAnswer {
  line: number;
  answer: AssignmentAnswer | Result<never, RecipientUnreadable>;
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
  answers: readonly LineAnswer[],
): Promise<boolean> {
  if (answers.length === 0) return true;
  const { assigned, reused, refused, retriable } = count(answers);
  const running = await tx.query(
    `UPDATE campaign SET done = done + $3, assigned = assigned + $4, reused = reused + $5,
            refused = refused + $6, retriable = retriable + $7, last_progress_at = $8
      WHERE shop_id = $1 AND id = $2 AND state = 'running' RETURNING id`,
    [shopId, campaignId, answers.length, assigned, reused, refused, retriable, now],
  );
  if (running.length === 0) return false;
  const lines = answers.map(({ line }) => line);
  // The range keeps the plan fast for a million rows, even without statistics. Recipients with a code
  // are found through it from now on, so the address isn't stored twice.
  const { rowCount } = await tx.client.query(
    `UPDATE campaign_recipient AS member
        SET assignment_id = answered.assignment_id, refusal = answered.refusal,
            reused = answered.reused,
            key = CASE WHEN answered.assignment_id IS NULL THEN member.key END,
            address = CASE WHEN answered.assignment_id IS NULL THEN member.address END
       FROM unnest($3::int[], $4::bigint[], $5::text[], $6::boolean[])
              AS answered (line, assignment_id, refusal, reused)
      WHERE member.shop_id = $1 AND member.campaign_id = $2 AND member.line = answered.line
        AND member.line BETWEEN $7 AND $8
        AND member.assignment_id IS NULL AND member.refusal IS NULL`,
    [
      shopId,
      campaignId,
      lines,
      answers.map(({ answer }) => (answer.ok ? answer.value.id : null)),
      answers.map(({ answer }) => (answer.ok ? null : answer.failure.kind)),
      answers.map(({ answer }) => answer.ok && answer.value.outcome !== "new"),
      lines.reduce((least, line) => Math.min(least, line), Number.POSITIVE_INFINITY),
      lines.reduce((last, line) => Math.max(last, line), 0),
    ],
  );
  return rowCount === answers.length;
}

function count(answers: readonly LineAnswer[]) {
  const counts = { assigned: 0, reused: 0, refused: 0, retriable: 0 };
  for (const { answer } of answers) {
    if (!answer.ok) {
      counts.refused += 1;
      if (retriableRejections.includes(answer.failure.kind)) counts.retriable += 1;
    } else if (answer.value.outcome === "new") counts.assigned += 1;
    else counts.reused += 1;
  }
  return counts;
}
