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
/** What became of an assignment. Derived, never stored: the code and the dates know it. */
export type AssignmentState = (typeof assignmentStates)[number];

export type CodeState = "available" | "assigned" | "redeemed" | "expired" | "voided";

/** What the state of an assignment follows from. */
export interface AssignmentFacts {
  /** State of the assignment's code. A code that was released may meanwhile be another person's. */
  codeState: CodeState;
  releasedAt: Date | null;
  /** Until when the recipient may use the code; null: no end. */
  expiresAt: Date | null;
}

export function assignmentState(facts: AssignmentFacts, now: Date): AssignmentState {
  if (facts.releasedAt) return "released";
  if (facts.codeState === "redeemed" || facts.codeState === "voided") return facts.codeState;
  const past = facts.expiresAt !== null && facts.expiresAt <= now;
  // The expiry job follows within a minute; nobody should see the code as usable until then.
  return facts.codeState === "expired" || past ? "expired" : "assigned";
}

/** A code in a recipient's hand, as the caller who asked for it sees it. */
export interface AssignedCode {
  id: number;
  /** The pool that gave the code. */
  poolId: number;
  /** The pool that was asked, when its fallback gave the code; otherwise null. */
  requestedPoolId: number | null;
  code: string;
  message: string | null;
  /** As `normaliseRecipient` writes it. */
  recipient: string;
  assignedAt: Date;
  expiresAt: Date | null;
  state: AssignmentState;
  /**
   * Whether the store accepts the code: false while it is on its way there, when it was refused or
   * removed, when it is missing there, and when its discount has ended. Null: nobody knows, because the
   * app does not upload the pool's codes and did not look this one up.
   */
  live: boolean | null;
  /**
   * `new`: taken from the stock now. `reused`: the recipient held it already. `replayed`: the answer
   * to an earlier request with this key; its state may have changed since.
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

export type AssignmentAnswer = Result<AssignedCode, AssignmentRejection>;
