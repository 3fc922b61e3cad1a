import type { CodeState } from "../../assignments/assignment";
import type { CancelPolicy } from "../../pools/pool";
import type { OrderState } from "../orders/order-state";

/** Whether the buyer is the recipient. `other`: the code was shared. */
export type Buyer = "recipient" | "other" | "unknown";

/** One of our codes in one order. */
export interface Redemption {
  orderId: string;
  codeId: number;
  poolId: number;
  /** The code's assignment when the order was first seen; null: not assigned. */
  assignmentId: number | null;
  /** Discount by this code: decimal string. */
  amount: string;
  buyer: Buyer;
  /** State of the code when the order was first seen. */
  codeWas: CodeState;
  /** The order no longer carries the code. */
  removed: boolean;
  /** What happened to the code, while the order is reversed. */
  reversal: CancelPolicy | null;
}

/** A code that an order carries, read while its pool is locked. */
export interface LedgerCode {
  id: number;
  key: string;
  poolId: number;
  state: CodeState;
  /** Shared code: it stays in stock however often it's used. */
  shared: boolean;
  /** Last moment it can be assigned; null: no limit. */
  outAt: Date | null;
  /** The open assignment; null if the code is unassigned or it's shared. */
  holderId: number | null;
  /** The holder's assignment, or else the last one; null: never assigned. */
  assignmentId: number | null;
  policy: CancelPolicy;
  /** An order other than those being applied has used up the code. */
  usedElsewhere: boolean;
  /** The code was voided when one of those other orders used it; false while `usedElsewhere`. */
  wasVoided: boolean;
  /** The platform accepts the code again after its order was canceled: no usage limit applies. */
  usableAgain: boolean;
}

export interface LedgerAssignment {
  id: number;
  source: string;
  /** When the code expires for the recipient. */
  expiresAt: Date | null;
  /** Keyed hashes of the recipient's identities, as hex; empty once the customer was erased. */
  recipientKeys: string[];
  /** Keyed hash of the normalized address (`plainAddress`); null: unknown. */
  aliasKey: string | null;
  /** Kinds of identities the recipient is known by. */
  recipientIs: ("address" | "customer")[];
}

/** An order to apply, with what it currently adds to the figures. */
export interface LedgerOrder extends OrderState {
  counted: OrderFigures[];
}

/** What one order adds to one row of the statistics. Money is a decimal string. */
export interface OrderFigures {
  /** 0: all pools. */
  poolId: number;
  /** `YYYY-MM-DD` in the store's time zone. */
  day: string;
  /** Empty: all sources. */
  source: string;
  currency: string;
  redeemed: number;
  leaked: number;
  orders: number;
  discount: string;
  orderValue: string;
}

/** Everything that decides the ledger. */
export interface LedgerFacts {
  now: Date;
  timeZone: string;
  orders: LedgerOrder[];
  /** Every code of ours that the orders carry or carried. */
  codes: LedgerCode[];
  assignments: LedgerAssignment[];
  /** Every redemption of the orders. */
  redemptions: Redemption[];
  /** Assignments of shared codes, by `sharedKey`. */
  shared: Map<string, number>;
}

/** Key of a recipient's assignment of a shared code. */
export function sharedKey(codeId: number, recipientKey: string): string {
  return `${codeId}/${recipientKey}`;
}

/** A state change of a code. */
export interface CodeTransition {
  codeId: number;
  poolId: number;
  from: CodeState;
  to: CodeState;
  /** When it expires from the new state. */
  expiresAt: Date | null;
}

/** A new code that a recipient should get. */
export interface NewReplacement {
  assignmentId: number;
  poolId: number;
  orderId: string;
  /** The policy is to restore the code, but the platform wouldn't accept it again. */
  insteadOfRestore: boolean;
}

/** Everything to write. */
export interface LedgerChange {
  redemptions: Redemption[];
  transitions: CodeTransition[];
  /** Change in the number of orders that carry a pool's shared code. */
  uses: { poolId: number; change: number }[];
  replacements: NewReplacement[];
  /** What each order adds to the figures from now on. */
  counted: { orderId: string; figures: OrderFigures[] }[];
  /** Changes to the figures: one entry per statistics row. */
  figures: OrderFigures[];
  /**
   * Per pool, for the activity log: codes used by someone other than the recipient, and codes
   * restored.
   */
  notices: { poolId: number; leaked: number; restored: number }[];
}
