import type { Plan } from "./plan-claims";
import type { PreparedRequest } from "./prepare-requests.server";
import type { LockedPool } from "./read-locked-pool.server";

export interface ClaimedCode {
  claimIndex: number;
  /** The assignment's. */
  id: number;
  recipientId: number;
  code: string;
  message: string | null;
  expiresAt: Date | null;
  /** As `AssignedCode.live`. */
  live: boolean | null;
}

/**
 * A claim for a recipient: one with a row already, or one whose address is still to be encrypted.
 */
interface RecipientClaim {
  claimIndex: number;
  recipientId: number | null;
  request: Pick<PreparedRequest, "key" | "recipient" | "domain">;
}

export interface ClaimOrder {
  poolId: number;
  /** The pool that was requested, if this one is its fallback; otherwise null. */
  requestedPoolId: number | null;
  source: string;
  pool: LockedPool;
  plan: Pick<Plan, "records"> & { claims: readonly RecipientClaim[] };
  now: Date;
}
