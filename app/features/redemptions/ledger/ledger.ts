import type { CodeState } from "../../assignments/assignment";
import type { CancelPolicy } from "../../pools/pool";
import type { OrderState } from "../orders/order-state";

/** Whether the buyer is whom the code was for. `other`: the code leaked. */
export type Buyer = "recipient" | "other" | "unknown";

/** One of our codes in one order. */
export interface Redemption {
  orderId: string;
  codeId: number;
  poolId: number;
  /** Whose code it was when we first saw the order; null: nobody's. */
  assignmentId: number | null;
  /** What the code took off the order: decimal string. */
  amount: string;
  buyer: Buyer;
  /** State of the code when we first saw the order. */
  codeWas: CodeState;
  /** The order does not carry the code any more. */
  removed: boolean;
  /** Set while the order is reversed: what was done with the code. */
  reversal: CancelPolicy | null;
}

/** A code that an order carries, as it stands behind its pool's line. */
export interface LedgerCode {
  id: number;
  key: string;
  poolId: number;
  state: CodeState;
  /** Everybody's code: it stays in the stock whoever uses it. */
  shared: boolean;
  /** When it may be given out no longer; null: no end. */
  outAt: Date | null;
  /** The unreleased assignment of a code that is not shared; null: nobody holds it. */
  holderId: number | null;
  /** The holder's, or else that of the last one who held it; null: it was never given out. */
  assignmentId: number | null;
  policy: CancelPolicy;
  /** An order besides those that are decided now has used the code up. */
  usedElsewhere: boolean;
  /** The code was voided when one of those other orders used it; false while `usedElsewhere`. */
  wasVoided: boolean;
  /** The platform lets a code be used again after its order was cancelled: no limit counts uses. */
  usableAgain: boolean;
}

export interface LedgerAssignment {
  id: number;
  source: string;
  /** Until when the recipient may use the code. */
  expiresAt: Date | null;
  /** Keyed hashes of the recipient's names, as hex; none once the person was erased. */
  recipientKeys: string[];
  /** Of their address in its plainest spelling (`plainAddress`); null: it is not known. */
  aliasKey: string | null;
  /** What the recipient is known by. */
  recipientIs: ("address" | "customer")[];
}

/** An order that the ledger is brought to, with what the figures hold of it. */
export interface LedgerOrder extends OrderState {
  counted: OrderFigures[];
}

/** What one order adds to one row of the statistics. Money is in decimal strings. */
export interface OrderFigures {
  /** 0: all pools. */
  poolId: number;
  /** `YYYY-MM-DD` of the shop's calendar. */
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

/** What is known when the ledger is decided. */
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

/** Names what somebody holds of a shared code. */
export function sharedKey(codeId: number, recipientKey: string): string {
  return `${codeId}/${recipientKey}`;
}

/** A code that changes its state. */
export interface CodeTransition {
  codeId: number;
  poolId: number;
  from: CodeState;
  to: CodeState;
  /** When it leaves the new state by itself. */
  expiresAt: Date | null;
}

/** A recipient who is to get a new code. */
export interface NewReplacement {
  assignmentId: number;
  poolId: number;
  orderId: string;
  /** The pool would give the same code again, but the platform would not take it. */
  insteadOfRestore: boolean;
}

/** Everything that is to be written. */
export interface LedgerChange {
  redemptions: Redemption[];
  moves: CodeTransition[];
  /** How many more orders carry a shared code of the pool, or fewer. */
  uses: { poolId: number; change: number }[];
  replacements: NewReplacement[];
  /** What the figures hold of each order from now on. */
  counted: { orderId: string; figures: OrderFigures[] }[];
  /** What to add to the figures: one entry for each row of the statistics. */
  figures: OrderFigures[];
  /** Per pool: codes that somebody else used, and codes that are their recipient's again. */
  news: { poolId: number; leaked: number; restored: number }[];
}
