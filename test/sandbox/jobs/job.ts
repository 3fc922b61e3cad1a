import type { CodeSelection } from "../discounts/codes/selected-codes";
import type { DiscountSelection } from "../discounts/mutations/selected-discounts";

/** Work that goes on after the mutation that asked for it has answered. */
export interface Job {
  id: string;
  done: boolean;
  work: JobWork;
}

export type JobWork =
  | { kind: "delete-codes"; discountId: string; selection: CodeSelection }
  | { kind: "delete" | "activate" | "deactivate"; selection: DiscountSelection };
