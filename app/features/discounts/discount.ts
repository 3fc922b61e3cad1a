import type { DiscountTerms } from "../../platform/discount-terms";

export type DiscountStatus = "active" | "scheduled" | "expired" | "deleted";

/** Our copy of a discount of the shop, as the platform last told of it. */
export interface Discount {
  id: number;
  /** The platform's own id. */
  platformId: string;
  title: string;
  /** As it was told; `statusAt` knows what has become of it since. */
  status: DiscountStatus;
  /** Null: a kind that is only shown by its title and summary. */
  terms: DiscountTerms | null;
  /** The platform's own sentence. */
  summary: string;
  startsAt: Date | null;
  endsAt: Date | null;
  /** When the platform was last asked. */
  readAt: Date;
}

/** The pools that use a discount: how many, and a few of them in the order of their names. */
export interface DiscountUse {
  pools: number;
  first: { id: number; name: string }[];
}

/** Older copies are read anew when somebody looks at them. */
const freshMilliseconds = 60_000;

/** Whether a copy is so old that it is to be read anew for somebody who looks at it. */
export function isStale({ readAt }: { readAt: Date | string }, now: Date): boolean {
  return now.getTime() - new Date(readAt).getTime() > freshMilliseconds;
}

/** Where a discount stands now: it begins and ends by itself, without anybody telling us. */
export function statusAt(
  discount: { status: DiscountStatus; startsAt: Date | null; endsAt: Date | null },
  now: Date,
): DiscountStatus {
  const { status, startsAt, endsAt } = discount;
  if (status === "deleted") return "deleted";
  if (endsAt !== null && endsAt <= now) return "expired";
  if (startsAt !== null && startsAt > now) return "scheduled";
  return status === "scheduled" ? "active" : status;
}
