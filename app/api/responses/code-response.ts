import type { z } from "zod";
import type { CodeFacts } from "../../features/assignments/look-up-code.server";
import type { lookUpCodeOperation } from "../operations/code-operations";

/** API representation of a code. */
export function codeResponse(facts: CodeFacts): z.input<typeof lookUpCodeOperation.response> {
  const { holder } = facts;
  return {
    code: facts.code,
    pool: facts.poolHandle,
    state: facts.state,
    upload: facts.publishStatus,
    live: facts.live,
    message: facts.message,
    assign_by: facts.assignBy?.toISOString() ?? null,
    use_by: facts.useBy?.toISOString() ?? null,
    use_within_days: facts.useWithinDays,
    assignment: holder && {
      id: holder.assignmentId,
      recipient: holder.recipient,
      assigned_at: holder.assignedAt.toISOString(),
      expires_at: holder.expiresAt?.toISOString() ?? null,
      source: holder.source,
    },
  };
}
