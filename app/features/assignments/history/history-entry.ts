import type { PublishStatus } from "../../codes/publish-status";
import type { AssignmentState } from "../assignment";

/** What became of an order that used a code. */
export type OrderEnd = "kept" | "canceled" | "refunded";

/** A row of a pool's history: who got which code, when, through what, and what became of it. */
export interface HistoryEntry {
  /** Of the assignment. */
  id: number;
  /** The pool that gave the code. */
  poolId: number;
  /** The pool that was asked, when its fallback gave the code; otherwise null. */
  requestedPoolId: number | null;
  /** Null when the code itself is gone. */
  code: string | null;
  /** An email address or `customer:123`; null once the person was erased. */
  recipient: string | null;
  /** The recipient gets no codes any more. */
  blocked: boolean;
  source: string;
  assignedAt: Date;
  expiresAt: Date | null;
  releasedAt: Date | null;
  state: AssignmentState;
  /** Where the code stands on the platform; null when the code itself is gone. */
  publishStatus: PublishStatus | null;
  /** As `AssignedCode.live`; null, too, when the code itself is gone. */
  live: boolean | null;
  /** Why the platform refused it, in words for the merchant. */
  refusal: string | null;
  /** Name of the newest order that used the code (`#1001`), reversed or not; null: none that we know of. */
  order: string | null;
  /** The platform's id of that order. */
  orderId: string | null;
  orderState: OrderEnd | null;
  /** The assignment of the new code that was given because the order was reversed. */
  replacedBy: number | null;
}

/** The search names so many codes or people that their assignments cannot be shown in order at once. */
export type SearchTooBroad = { kind: "search_too_broad"; most: number; what: "codes" | "people" };
