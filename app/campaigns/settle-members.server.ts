import type { AssignAnswer } from "../assignments/assignment";
import type { Transaction } from "../database/database.server";

/**
 * Writes members' answers and the progress down, in the transaction that hands the codes out: a run
 * that is killed finds either both or neither. Resolves false when the audience is no longer running,
 * or when somebody else answered one of these members: then the hand-out must not happen.
 */
export async function settleMembers(
  tx: Transaction,
  shopId: number,
  audienceId: number,
  answers: readonly { line: number; answer: AssignAnswer }[],
): Promise<boolean> {
  if (answers.length === 0) return true;
  const assigned = answers.filter(({ answer }) => answer.ok).length;
  const refused = answers.length - assigned;
  const running = await tx.query(
    `UPDATE audience SET done = done + $3, assigned = assigned + $4, refused = refused + $5
      WHERE shop_id = $1 AND id = $2 AND state = 'running' RETURNING id`,
    [shopId, audienceId, answers.length, assigned, refused],
  );
  if (running.length === 0) return false;
  // With the range, the step costs the same in a list of a million whatever the database knows of it.
  const lines = answers.map(({ line }) => line);
  const settled = await tx.query(
    `UPDATE audience_member AS member
        SET assignment_id = answered.assignment_id, refusal = answered.refusal
       FROM unnest($3::int[], $4::bigint[], $5::text[]) AS answered (line, assignment_id, refusal)
      WHERE member.shop_id = $1 AND member.audience_id = $2 AND member.line = answered.line
        AND member.line BETWEEN $6 AND $7
        AND member.assignment_id IS NULL AND member.refusal IS NULL
     RETURNING member.line`,
    [
      shopId,
      audienceId,
      lines,
      answers.map(({ answer }) => (answer.ok ? answer.value.id : null)),
      answers.map(({ answer }) => (answer.ok ? null : answer.failure.kind)),
      Math.min(...lines),
      Math.max(...lines),
    ],
  );
  return settled.length === answers.length;
}
