import type { InvalidInput } from "../../../core/failures";

/** Undefined fields don't change; null removes the value. */
export interface CodeEdit {
  message?: string | null | undefined;
  /** ISO 8601, in UTC. */
  assignBy?: string | null | undefined;
  useBy?: string | null | undefined;
  useWithinDays?: number | null | undefined;
}

type CodeChangeState = "running" | "done" | "failed" | "stopped";

/** A bulk change of a pool's available codes, and its progress. */
export interface CodeChange {
  id: number;
  poolId: number;
  state: CodeChangeState;
  /** Null: void the codes. */
  edit: CodeEdit | null;
  search: string;
  position: number;
  through: number;
  changed: number;
  /** Why it failed, as a sentence for the merchant. */
  failure: string | null;
  createdBy: string;
  lastProgressAt: Date;
}

export const codeChangeColumns = `code_change.id, code_change.pool_id AS "poolId", code_change.state,
  code_change.edit, code_change.search, code_change.position, code_change.through,
  code_change.changed, code_change.failure, code_change.created_by AS "createdBy",
  code_change.last_progress_at AS "lastProgressAt"`;

/** Why an edit is invalid; undefined if it's valid. */
export function editProblem(edit: CodeEdit, now: Date): InvalidInput | undefined {
  if (Object.keys(edit).length === 0) {
    return { kind: "invalid_input", field: "edit", message: "Choose what to change." };
  }
  for (const field of ["assignBy", "useBy"] as const) {
    const date = edit[field];
    if (date && new Date(date) <= now) {
      return { kind: "invalid_input", field, message: "Enter a date in the future." };
    }
  }
  return undefined;
}
