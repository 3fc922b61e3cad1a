import type { PublishStatus } from "../../codes/publishing/publish-status";
import type { AssignmentState } from "../assignment";

export type OrderOutcome = "kept" | "canceled" | "refunded";

/** An assignment in a pool's history. */
export interface HistoryEntry {
  /** The assignment's. */
  id: number;
  /** The pool that the code is from. */
  poolId: number;
  /** The pool that was requested, if the code is from its fallback; otherwise null. */
  requestedPoolId: number | null;
  /** Null if the code was removed. */
  code: string | null;
  /** An email address or `customer:123`; null after the customer was erased. */
  recipient: string | null;
  blocked: boolean;
  source: string;
  assignedAt: Date;
  expiresAt: Date | null;
  releasedAt: Date | null;
  state: AssignmentState;
  /** The code's state on the platform; null if the code was removed. */
  publishStatus: PublishStatus | null;
  /** As `AssignedCode.live`; also null if the code was removed. */
  live: boolean | null;
  /** Why the platform rejected it, as a sentence for the merchant. */
  refusal: string | null;
  /**
   * Name of the newest known order that used the code (`#1001`), even if it was canceled or
   * refunded.
   */
  order: string | null;
  /** The platform's ID of that order. */
  orderId: string | null;
  orderState: OrderOutcome | null;
  /**
   * The assignment that replaced this one, after a canceled order or a code the platform rejected.
   */
  replacedBy: number | null;
}

/** The search matches too many codes or people to show their assignments in order. */
export type SearchTooBroad = { kind: "search_too_broad"; limit: number; what: "codes" | "people" };
