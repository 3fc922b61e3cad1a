/** What codes get; a field that is left out stays as it is, null takes it away. */
export interface CodeEdit {
  message?: string | null | undefined;
  /** ISO 8601, in UTC. */
  assignBy?: string | null | undefined;
  useBy?: string | null | undefined;
  useWithinDays?: number | null | undefined;
}

type CodeChangeState = "running" | "done" | "failed" | "stopped";

/** A change to many waiting codes of a pool, and how far it is. */
export interface CodeChange {
  id: number;
  poolId: number;
  state: CodeChangeState;
  /** Null: the codes are voided. */
  edit: CodeEdit | null;
  search: string;
  position: number;
  through: number;
  /** Codes that were changed so far. */
  changed: number;
  /** Why it ended, in words for the merchant. */
  failure: string | null;
  createdBy: string;
  movedAt: Date;
}

/** The columns of a change, for a SELECT over `code_change`. */
export const codeChangeColumns = `code_change.id, code_change.pool_id AS "poolId", code_change.state,
  code_change.edit, code_change.search, code_change.position, code_change.through,
  code_change.changed, code_change.failure, code_change.created_by AS "createdBy",
  code_change.moved_at AS "movedAt"`;
