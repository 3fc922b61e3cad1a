import type { DiscountTerms } from "../../platform/discount-terms";

export type DiscountStatus = "active" | "scheduled" | "expired" | "deleted";

/** The cached copy of a discount on the platform. */
export interface Discount {
  id: number;
  /** The platform's ID. */
  platformId: string;
  title: string;
  /** Status when it was read; `statusAt` derives the current one. */
  status: DiscountStatus;
  /** Null for kinds whose terms we can't read; they are shown by title and summary. */
  terms: DiscountTerms | null;
  /** The platform's summary. */
  summary: string;
  startsAt: Date | null;
  endsAt: Date | null;
  /** When it was read from the platform. */
  readAt: Date;
}

/** The pools that use a discount: their number, and the first few by name. */
export interface DiscountUse {
  pools: number;
  first: { id: number; name: string }[];
}

/** Older copies are refreshed when displayed. */
const freshMilliseconds = 60_000;

/** Whether a copy is old enough to refresh when displayed. */
export function isStale({ readAt }: { readAt: Date | string }, now: Date): boolean {
  return now.getTime() - new Date(readAt).getTime() > freshMilliseconds;
}

/** The current status. Discounts start and end by date, without an event. */
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
