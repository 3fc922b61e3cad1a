import type { AssignmentState, CodeState } from "../assignments/assignment";
import type { AuditFacts } from "../audit/audit-sentence";
import type { PublishStatus } from "../codes/publish-status";
import type { DiscountStatus } from "../discounts/discount";
import type { CancelPolicy, PoolType } from "../pools/pool";
import type { Buyer } from "../redemptions/ledger/ledger";

/** What a code is and where it stands now. */
export interface CodeFacts {
  id: number;
  /** As it was brought or made. */
  code: string;
  state: CodeState;
  pool: { id: number; name: string; type: PoolType; deleted: boolean };
  /** The file that it came with; null: added by hand, by a program, or made by the app. */
  batch: { id: number; fileName: string; createdBy: string } | null;
  createdAt: Date;
  message: string | null;
  assignBy: Date | null;
  useBy: Date | null;
  useWithinDays: number | null;
  /** What it is worth; null: the merchant's own matter. */
  discount: { platformId: string; title: string; status: DiscountStatus } | null;
  publishStatus: PublishStatus;
  /** As `AssignedCode.live`. */
  live: boolean | null;
  /** Why the platform refused it. */
  refusal: string | null;
  /** When it was last sent to the platform. */
  sentAt: Date | null;
  /** When the platform had worked off what was sent. */
  answeredAt: Date | null;
}

/** One assignment of the code. */
export interface CodeAssignment {
  assignmentId: number;
  /** Null once the person was erased. */
  recipient: string | null;
  source: string;
  assignedAt: Date;
  expiresAt: Date | null;
  releasedAt: Date | null;
  state: AssignmentState;
  /** The pool that was asked, when this one helped out. */
  askedPool: string | null;
  /** The code that this one took the place of. */
  insteadOf: string | null;
  /** The code that the recipient got in place of this one. */
  replacedBy: string | null;
  /** A new code is owed since then, and there was none yet. */
  owedSince: Date | null;
}

/** One order that carried the code. */
export interface CodeOrder {
  /** The platform's id. */
  id: string;
  /** As the shop calls it: `#1001`. */
  name: string;
  orderedAt: Date;
  /** When the order last changed, as far as we know. */
  changedAt: Date;
  /** Decimal string in `currency`: what the code took off. */
  amount: string;
  currency: string;
  test: boolean;
  buyer: Buyer;
  cancelledAt: Date | null;
  fullyRefunded: boolean;
  /** The code was taken off the order again. */
  removed: boolean;
  /** What was done with the code when the order was reversed; null: the order stands. */
  reversal: CancelPolicy | null;
}

/** A code's whole life. */
export interface CodeTimeline {
  facts: CodeFacts;
  /** Where the platform has it now; null for codes that the app uploads, whose state is in the facts. */
  inStore: Elsewhere | null;
  /** The oldest first; of a shared code only the newest `mostHandOuts`. */
  handOuts: CodeAssignment[];
  /** There are more assignments than are listed. */
  moreHandOuts: boolean;
  orders: CodeOrder[];
  /** What people and the app did to this one code. */
  audit: (AuditFacts & { at: Date })[];
}

/** What the shop system says of a code that we did not put there. */
export type Elsewhere =
  | { kind: "nowhere" }
  | { kind: "discount"; title: string; ended: boolean }
  /** It could not be asked. */
  | { kind: "unknown" };

export type Explanation =
  | { kind: "ours"; life: CodeTimeline }
  | { kind: "not_ours"; code: string; elsewhere: Elsewhere };

/** Hand-outs that are listed of a code. */
export const mostAssignments = 100;
