import type { z } from "zod";
import type { HistoryEntry } from "../../assignments/history/history-entry";
import type { listAssignmentsOperation } from "./assignment-operations";

type Answered = z.input<typeof listAssignmentsOperation.answer>["assignments"][number];

/** A row of a pool's history in the API's words. */
export function historyAnswer(
  entry: HistoryEntry,
  codeUrl: (code: string) => string | null,
): Answered {
  return {
    id: entry.id,
    recipient: entry.recipient,
    code: entry.code,
    url: entry.code === null ? null : codeUrl(entry.code),
    source: entry.source,
    state: entry.state,
    live: entry.live,
    assigned_at: entry.assignedAt.toISOString(),
    expires_at: entry.expiresAt?.toISOString() ?? null,
    released_at: entry.releasedAt?.toISOString() ?? null,
    order: entry.order,
    replaced_by: entry.replacedBy,
  };
}
