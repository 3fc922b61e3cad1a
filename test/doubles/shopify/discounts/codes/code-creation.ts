/** Codes that are made in the background, as `discountRedeemCodeBulkAdd` ordered them. */
export interface CodeCreation {
  id: string;
  discountId: string;
  createdAt: number;
  codes: string[];
  /** How many of them, from the first, became codes or were refused. */
  tried: number;
  /** Why a code was refused, by its place. */
  refusals: Record<number, string>;
  /** Where it stops for ever, when that was ordered. */
  stopsAt: number | null;
}

export const isDone = ({ tried, codes, stopsAt }: CodeCreation): boolean =>
  stopsAt === null && tried >= codes.length;
