import type { z } from "zod";
import type { HistoryEntry } from "../../features/assignments/history/history-entry";
import type { listAssignmentsOperation } from "../operations/assignment-operations";
import type { ResponseContext } from "./assignment-response";

type HistoryItem = z.input<typeof listAssignmentsOperation.response>["assignments"][number];

/** API representation of an assignment in a pool's history. */
export function historyResponse(
  entry: HistoryEntry,
  { handles, codeUrl }: ResponseContext,
): HistoryItem {
  return {
    id: entry.id,
    pool: handles.get(entry.poolId) ?? "",
    requested_pool:
      entry.requestedPoolId === null ? null : (handles.get(entry.requestedPoolId) ?? ""),
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
