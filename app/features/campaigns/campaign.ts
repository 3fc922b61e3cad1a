import { z } from "zod";
import type { ParseOptions } from "../../files/parse/parse-options";
import type { AssignmentRejection } from "../assignments/assignment";

/**
 * `reading`: the list is being counted; `draft`: it waits for the merchant's word; then it runs.
 * `discarded`: deleted, and soon gone.
 */
export type CampaignState =
  | "reading"
  | "draft"
  | "queued"
  | "running"
  | "done"
  | "failed"
  | "cancelled"
  | "discarded";

/** Codes of one pool for a list of recipients, and how far that is. */
export interface Campaign {
  id: number;
  poolId: number;
  poolName: string;
  name: string;
  source: string;
  state: CampaignState;
  fileName: string;
  /** Names of the other columns of the list, which come back in the result. */
  columns: string[];
  /** Bytes of the file, and those that were read so far. */
  byteSize: number;
  bytesRead: number;
  /** Recipients of the list, of whom `invalid` name nobody. */
  total: number;
  invalid: number;
  /** Different recipients, and those who held a valid code of the pool at `readAt`; null while reading. */
  people: number | null;
  holding: number | null;
  readAt: Date | null;
  /** Recipients that have an answer: a new code, the code they held already, or a refusal. */
  done: number;
  assigned: number;
  reused: number;
  refused: number;
  /** Different codes that the recipients have; null until a run has ended. */
  codes: number | null;
  /** Refused recipients who may get a code later. */
  retriable: number;
  /** Why it stopped, or why the list cannot be used, in words for the merchant. */
  failure: string | null;
  paceFrom: Date | null;
  paceDone: number;
  /** When reading or run last got further. */
  movedAt: Date | null;
  createdBy: string;
  createdAt: Date;
  finishedAt: Date | null;
}

/** What came of a campaign, in people's codes and in lines of the list. */
export interface CampaignResult {
  /** Codes that were assigned by it. */
  assigned: number;
  /** Codes that recipients held before. */
  held: number;
  /** Further lines of recipients who have one of those codes. */
  repeated: number;
}

/** The result of a run that ended; null while it is not known how many lines name the same people. */
export function campaignResult({
  codes,
  assigned,
  reused,
}: Pick<Campaign, "codes" | "assigned" | "reused">): CampaignResult | null {
  if (codes === null) return null;
  return { assigned, held: codes - assigned, repeated: assigned + reused - codes };
}

/** A campaign whose list can still be changed. */
export interface Draft {
  poolId: number;
  state: CampaignState;
  uploadId: string | null;
  reading: ParseOptions | null;
  version: number;
}

/** Why a recipient got no code; `twice_in_list` in lists from before there were campaigns. */
export type RecipientRejection = AssignmentRejection["kind"] | "recipient_erased" | "twice_in_list";

/** Refusals that new codes, or the pool's switch, can mend. */
export const retriableRejections: readonly RecipientRejection[] = ["pool_empty", "pool_inactive"];

/** As many recipients as one campaign may have. */
export const mostRecipients = 1_000_000;

/** What a merchant may call a campaign; its assignments carry the name in their source. */
export const campaignName = z
  .string()
  .trim()
  .min(1, "Enter a name.")
  .max(80, "A name has at most 80 characters.")
  .refine((name) => !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(name), "A name has no control characters.");

/** Whether a job is at work on the campaign, or will be. */
export function isBusy(state: CampaignState): boolean {
  return state === "reading" || state === "queued" || state === "running";
}

/** Whether a run can go on: it was stopped, or pool and recipients can be brought together after all. */
export function canGoOn({ state, total, done, retriable }: Campaign): boolean {
  if (state === "cancelled" || state === "failed") return done < total || retriable > 0;
  return state === "done" && retriable > 0;
}
