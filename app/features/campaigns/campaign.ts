import { nameSchema } from "../../core/text";
import type { ParseOptions } from "../../files/parse/parse-options";
import type { AssignmentRejection } from "../assignments/assignment";

/**
 * `reading`: the list is being counted. `draft`: waiting for the merchant to start it. `discarded`:
 * deleted; a job removes its rows.
 */
export type CampaignState =
  | "reading"
  | "draft"
  | "queued"
  | "running"
  | "done"
  | "failed"
  | "stopped"
  | "discarded";

/** Assigns codes of one pool to a list of recipients. */
export interface Campaign {
  id: number;
  poolId: number;
  poolName: string;
  name: string;
  source: string;
  state: CampaignState;
  fileName: string;
  /** Names of the list's other columns, which are included in the result. */
  columns: string[];
  /** Size of the file and bytes read so far. */
  byteSize: number;
  bytesRead: number;
  /** Rows of the list; `invalid` of them have no valid recipient. */
  total: number;
  invalid: number;
  /**
   * Distinct recipients, and those that had a valid code of the pool at `readAt`; null while
   * reading.
   */
  people: number | null;
  holding: number | null;
  readAt: Date | null;
  /** Rows with a result: a new code, the code the recipient already had, or a rejection. */
  done: number;
  assigned: number;
  reused: number;
  refused: number;
  /** Distinct codes of the recipients; null until a run has ended. */
  codes: number | null;
  /** Rejected rows that may get a code in another run. */
  retriable: number;
  /** Why it stopped, or why the list can't be used, as a sentence for the merchant. */
  failure: string | null;
  paceFrom: Date | null;
  paceDone: number;
  /** When the job last made progress. */
  lastProgressAt: Date | null;
  createdBy: string;
  createdAt: Date;
  finishedAt: Date | null;
}

export interface CampaignResult {
  /** Codes assigned by the campaign. */
  assigned: number;
  /** Recipients that already had a code. */
  existing: number;
  /** Further rows of these recipients. */
  repeated: number;
}

/** The result of a finished run; null while the distinct codes haven't been counted. */
export function campaignResult({
  codes,
  assigned,
  reused,
}: Pick<Campaign, "codes" | "assigned" | "reused">): CampaignResult | null {
  if (codes === null) return null;
  return { assigned, existing: codes - assigned, repeated: assigned + reused - codes };
}

/** A campaign that wasn't started, so its parse options can change. */
export interface Draft {
  poolId: number;
  state: CampaignState;
  uploadId: string | null;
  reading: ParseOptions | null;
  version: number;
}

/** The recipient's address was encrypted with a key that is lost, or is damaged. */
export type RecipientUnreadable = { kind: "recipient_unreadable" };

/** Why a recipient got no code. */
export type RecipientRejection =
  | AssignmentRejection["kind"]
  | RecipientUnreadable["kind"]
  | "recipient_erased";

/** Rejections that can succeed after the pool gets new codes or is activated. */
export const retriableRejections: readonly RecipientRejection[] = ["pool_empty", "pool_inactive"];

export const maxRecipients = 1_000_000;

/** Becomes part of the source of the campaign's assignments. */
export const campaignName = nameSchema(80);

/** Distinct campaign names that API clients can use, per shop. */
export const maxCampaignNames = 1000;

/** Whether a job is queued or running for the campaign. */
export function isBusy(state: CampaignState): boolean {
  return state === "reading" || state === "queued" || state === "running";
}

/** Whether a run can be resumed: it was stopped, or some rejections may succeed now. */
export function canResume({ state, total, done, retriable }: Campaign): boolean {
  if (state === "stopped" || state === "failed") return done < total || retriable > 0;
  return state === "done" && retriable > 0;
}
