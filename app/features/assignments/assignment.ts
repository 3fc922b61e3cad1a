import type {
  Busy,
  CodeNotFound,
  InvalidInput,
  PoolEmpty,
  PoolInactive,
} from "../../core/failures";
import type { Result } from "../../core/result";
import type { RecipientInvalid } from "../recipients/recipient";

export const assignmentStates = ["assigned", "redeemed", "expired", "released", "voided"] as const;
/** Derived from the code and the dates, never stored. */
export type AssignmentState = (typeof assignmentStates)[number];

export type CodeState = "available" | "assigned" | "redeemed" | "expired" | "voided";

export interface AssignmentFacts {
  /** State of the assignment's code, which may belong to another recipient once it was released. */
  codeState: CodeState;
  releasedAt: Date | null;
  /** Until when the recipient can use the code; null: no end. */
  expiresAt: Date | null;
}

export function assignmentState(facts: AssignmentFacts, now: Date): AssignmentState {
  if (facts.releasedAt) return "released";
  if (facts.codeState === "redeemed" || facts.codeState === "voided") return facts.codeState;
  const past = facts.expiresAt !== null && facts.expiresAt <= now;
  // The expiry job runs every minute. Until then, the code must not look usable.
  return facts.codeState === "expired" || past ? "expired" : "assigned";
}

/** An assigned code, as its caller sees it. */
export interface AssignedCode {
  id: number;
  /** The pool that the code is from. */
  poolId: number;
  /** The pool that was requested, if the code is from its fallback; otherwise null. */
  requestedPoolId: number | null;
  code: string;
  message: string | null;
  /** Normalized by `normaliseRecipient`. */
  recipient: string;
  assignedAt: Date;
  expiresAt: Date | null;
  state: AssignmentState;
  /**
   * Whether the store accepts the code. False while it is uploading, if it was rejected or removed, if
   * it is missing in the store, and after its discount ended. Null if unknown: the app doesn't upload
   * the pool's codes and hasn't looked this one up.
   */
  live: boolean | null;
  /**
   * `new`: taken from the queue now. `reused`: the recipient already held it. `replayed`: the stored
   * result of this idempotency key; its state may have changed since.
   */
  outcome: "new" | "reused" | "replayed";
}

type RecipientBlocked = { kind: "recipient_blocked" };
/** The idempotency key was used before, for another pool or another recipient. */
type RequestKeyReused = { kind: "request_key_reused" };

/** Why a recipient got no code. */
export type AssignmentRejection =
  | RecipientInvalid
  | RecipientBlocked
  | RequestKeyReused
  | PoolInactive
  | PoolEmpty
  | CodeNotFound
  | InvalidInput
  | Busy;

export type AssignmentResult = Result<AssignedCode, AssignmentRejection>;
