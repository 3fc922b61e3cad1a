import type { CodeSelection } from "../discounts/codes/selected-codes";
import type { DiscountSelection } from "../discounts/mutations/selected-discounts";
import type { CancelRequest } from "../orders/actions/cancel-order";

/** Work that continues after its mutation has responded. */
export interface Job {
  id: string;
  done: boolean;
  work: JobWork;
}

export type JobWork =
  | { kind: "cancel-order"; orderId: string; request: CancelRequest }
  | { kind: "delete-codes"; discountId: string; selection: CodeSelection }
  | { kind: "delete" | "activate" | "deactivate"; selection: DiscountSelection };
