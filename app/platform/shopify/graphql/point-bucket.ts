import type { RequestPriority } from "../../platform";

/** Shopify's throttle status for this app and shop, part of every response. */
export interface ThrottleStatus {
  maximumAvailable: number;
  currentlyAvailable: number;
  /** Points per second. */
  restoreRate: number;
}

/** A request in flight. */
export interface RequestInFlight {
  readonly cost: number;
}

/** Cost information of a response. */
export interface RequestCost {
  bucket: ThrottleStatus;
  /** Actual cost; 0 for a throttled request. */
  spent: number;
}

/**
 * Our estimate of Shopify's bucket for one shop. Costs are subtracted when a request is sent. Every
 * response corrects the estimate, because other processes use the same bucket.
 */
export interface PointBucket {
  /** Null until the first response. */
  known: { available: number; at: number; maximum: number; restoreRate: number } | null;
  inFlight: Set<RequestInFlight>;
}

/** Points to spend before the first response: a tenth of the smallest bucket. */
const firstPoints = 200;

export const emptyBucket = (): PointBucket => ({ known: null, inFlight: new Set() });

/**
 * Milliseconds until a request of this cost may be sent; 0: now. `Infinity`: wait for a response
 * first. Bulk requests leave a reserve, so a person never waits behind an upload: 3% of the bucket,
 * but at least 60 points, which is six additions of urgent codes or a page of discounts. This works
 * across processes, because all of them leave the reserve.
 */
export function waitFor(
  bucket: PointBucket,
  cost: number,
  priority: RequestPriority,
  now: number,
): number {
  if (!bucket.known) {
    const first = bucket.inFlight.size === 0 || costOf(bucket.inFlight) + cost <= firstPoints;
    return first ? 0 : Number.POSITIVE_INFINITY;
  }
  const { maximum, restoreRate } = bucket.known;
  const reserve = priority === "bulk" ? Math.max(60, maximum * 0.03) : 0;
  const room = maximum - costOf(bucket.inFlight);
  // A request above the bucket's size is sent when the bucket is full; Shopify then explains the
  // error.
  const needed = Math.min(cost + reserve, maximum);
  if (needed > room) return Number.POSITIVE_INFINITY;
  const missing = needed - available(bucket, now);
  return missing <= 0 ? 0 : Math.ceil((missing / restoreRate) * 1000);
}

/** Reserves the points of a request that is being sent. */
export function spend(bucket: PointBucket, cost: number, now: number): RequestInFlight {
  const spending = { cost };
  const left = available(bucket, now) - cost;
  bucket.inFlight.add(spending);
  if (bucket.known) bucket.known = { ...bucket.known, available: left, at: now };
  return spending;
}

/** Updates the estimate after a response; `receipt` is null without one. */
export function recordCost(
  bucket: PointBucket,
  spending: RequestInFlight,
  receipt: RequestCost | null,
  now: number,
): void {
  const believed = available(bucket, now);
  bucket.inFlight.delete(spending);
  if (!receipt) return;
  const { currentlyAvailable, maximumAvailable, restoreRate } = receipt.bucket;
  // The reported number may or may not include the requests in flight. The truth is in between, and
  // our own estimate says where, unless other processes spent points.
  const least = currentlyAvailable - costOf(bucket.inFlight);
  const own = bucket.known ? believed + spending.cost - receipt.spent : least;
  bucket.known = {
    available: Math.min(currentlyAvailable, Math.max(least, own)),
    at: now,
    maximum: Math.max(1, maximumAvailable),
    restoreRate: Math.max(1, restoreRate),
  };
}

const costOf = (spendings: Iterable<RequestInFlight>): number =>
  [...spendings].reduce((sum, { cost }) => sum + cost, 0);

/** Points left once all requests in flight have been counted. */
function available({ known, inFlight }: PointBucket, now: number): number {
  if (!known) return 0;
  const restored = (Math.max(0, now - known.at) / 1000) * known.restoreRate;
  return Math.min(known.maximum - costOf(inFlight), known.available + restored);
}
