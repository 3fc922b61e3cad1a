import type { Urgency } from "../../platform";

/** What Shopify tells about the points of this app in this shop, with every answer. */
export interface ThrottleStatus {
  maximumAvailable: number;
  currentlyAvailable: number;
  /** Points a second. */
  restoreRate: number;
}

/** A request that was sent and has not been answered. */
export interface Spending {
  readonly cost: number;
  /** Place in the order of sending. */
  readonly order: number;
}

/**
 * What we believe of the bucket that Shopify keeps for one shop. Costs are taken off when a request
 * is sent; every answer puts the belief right, because other processes draw from the same bucket.
 */
export interface PointBucket {
  /** Null until the first answer: nothing is known then, and one request at a time finds out. */
  known: { available: number; at: number; maximum: number; restoreRate: number } | null;
  inFlight: Set<Spending>;
  sent: number;
}

export const emptyBelief = (): PointBucket => ({ known: null, inFlight: new Set(), sent: 0 });

/**
 * Milliseconds until a request of this cost may be sent; 0: now. `Infinity`: an answer has to come
 * first. Bulk requests leave a reserve, so that somebody who waits is never behind an upload: a
 * twentieth of the bucket, and no less than 100 points, which is ten additions of urgent codes.
 */
export function waitFor(bucket: PointBucket, cost: number, urgency: Urgency, now: number): number {
  if (!bucket.known) return bucket.inFlight.size === 0 ? 0 : Number.POSITIVE_INFINITY;
  const { maximum, restoreRate } = bucket.known;
  const reserve = urgency === "bulk" ? Math.max(100, maximum / 20) : 0;
  // What costs more than the bucket can hold is sent when it is full; Shopify then says why not.
  const missing = Math.min(cost + reserve, maximum) - available(bucket.known, now);
  return missing <= 0 ? 0 : Math.ceil((missing / restoreRate) * 1000);
}

/** Takes the points of a request that is sent now. */
export function spend(bucket: PointBucket, cost: number, now: number): Spending {
  const spending = { cost, order: bucket.sent++ };
  bucket.inFlight.add(spending);
  if (bucket.known) {
    bucket.known = { ...bucket.known, available: available(bucket.known, now) - cost, at: now };
  }
  return spending;
}

/** The request is over: answered with what the bucket holds, or `status` null, without. */
export function settle(
  bucket: PointBucket,
  spending: Spending,
  status: ThrottleStatus | null,
  now: number,
): void {
  bucket.inFlight.delete(spending);
  if (!status) return;
  // What was sent before this request is in the figure; what was sent after it may not be.
  const unseen = [...bucket.inFlight]
    .filter(({ order }) => order > spending.order)
    .reduce((sum, { cost }) => sum + cost, 0);
  bucket.known = {
    available: status.currentlyAvailable - unseen,
    at: now,
    maximum: Math.max(1, status.maximumAvailable),
    restoreRate: Math.max(1, status.restoreRate),
  };
}

const available = (known: NonNullable<PointBucket["known"]>, now: number): number =>
  Math.min(
    known.maximum,
    known.available + (Math.max(0, now - known.at) / 1000) * known.restoreRate,
  );
