import type { AssignRefusal } from "../assignments/assignment";

export type AudienceState = "queued" | "running" | "done" | "failed" | "cancelled";

/** A list of recipients who are given codes by one background run, and how far that is. */
export interface Audience {
  id: number;
  poolId: number;
  source: string;
  state: AudienceState;
  /** Members of the list. */
  total: number;
  /** Members that have an answer. */
  done: number;
  assigned: number;
  refused: number;
  /** Why the run stopped, in words for the merchant. */
  failure: string | null;
  createdBy: string;
  createdAt: Date;
  finishedAt: Date | null;
}

/** Why a member got no code. */
export type MemberRefusal = AssignRefusal["kind"] | "twice_in_list";

/** The columns of an audience, for a SELECT over `audience`. */
export const audienceColumns = `id, pool_id AS "poolId", source, state, total, done, assigned,
  refused, failure, created_by AS "createdBy", created_at AS "createdAt",
  finished_at AS "finishedAt"`;
