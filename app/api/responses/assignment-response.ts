import type { z } from "zod";
import type { AssignedCode, AssignmentRejection } from "../../features/assignments/assignment";
import type { assignmentShape, rejectionShape } from "../operations/shapes";
import { problems } from "../problems/problems";

export interface ResponseContext {
  /** Pool handles by ID. */
  handles: ReadonlyMap<number, string>;
  codeUrl(code: string): string | null;
}

/** API representation of an assignment. */
export function assignmentResponse(
  assigned: AssignedCode,
  { handles, codeUrl }: ResponseContext,
): z.input<typeof assignmentShape> {
  const { requestedPoolId } = assigned;
  return {
    id: assigned.id,
    pool: handles.get(assigned.poolId) ?? "",
    requested_pool: requestedPoolId === null ? null : (handles.get(requestedPoolId) ?? ""),
    recipient: assigned.recipient,
    code: assigned.code,
    message: assigned.message,
    url: codeUrl(assigned.code),
    assigned_at: assigned.assignedAt.toISOString(),
    expires_at: assigned.expiresAt?.toISOString() ?? null,
    state: assigned.state,
    live: assigned.live,
  };
}

/** API representation of a recipient's rejection. */
export function rejectionResponse(refusal: AssignmentRejection): z.input<typeof rejectionShape> {
  const { title, advice } = problems[refusal.kind];
  const detail = "message" in refusal ? refusal.message : advice;
  return { code: refusal.kind, title, detail };
}
