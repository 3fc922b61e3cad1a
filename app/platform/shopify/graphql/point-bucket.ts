import type { RequestPriority } from "../../platform";

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
}

/** What an answer says about points. */
export interface RequestCost {
  bucket: ThrottleStatus;
  /** What the request came to in the end; nothing for one that was refused as too early. */
  spent: number;
}

/**
 * What we believe of the bucket that Shopify keeps for one shop. Costs are taken off when a request
 * is sent; every answer puts the belief right, because other processes draw from the same bucket.
 */
export interface PointBucket {
  /** Null until the first answer. */
  known: { available: number; at: number; maximum: number; restoreRate: number } | null;
  inFlight: Set<Spending>;
}

/** Spent before anything is known: a tenth of the smallest bucket there is. */
const firstPoints = 200;

export const emptyBelief = (): PointBucket => ({ known: null, inFlight: new Set() });

/**
 * Milliseconds until a request of this cost may be sent; 0: now. `Infinity`: an answer has to come
 * first. Bulk requests leave a reserve, so that somebody who waits is never behind an upload: 3 % of
 * the bucket, and no less than 60 points, which is six additions of urgent codes or a page of
 * discounts. It holds over several processes, as they all leave it; each second brings more to it
 * than to the upload, which has to wait until the reserve is whole.
 */
export function waitFor(
  bucket: PointBucket,
  cost: number,
  urgency: RequestPriority,
  now: number,
): number {
  if (!bucket.known) {
    const first = bucket.inFlight.size === 0 || costOf(bucket.inFlight) + cost <= firstPoints;
    return first ? 0 : Number.POSITIVE_INFINITY;
  }
  const { maximum, restoreRate } = bucket.known;
  const reserve = urgency === "bulk" ? Math.max(60, maximum * 0.03) : 0;
  const room = maximum - costOf(bucket.inFlight);
  // What costs more than the bucket can hold is sent when it is full; Shopify then says why not.
  const needed = Math.min(cost + reserve, maximum);
  if (needed > room) return Number.POSITIVE_INFINITY;
  const missing = needed - available(bucket, now);
  return missing <= 0 ? 0 : Math.ceil((missing / restoreRate) * 1000);
}

/** Takes the points of a request that is sent now. */
export function spend(bucket: PointBucket, cost: number, now: number): Spending {
  const spending = { cost };
  const left = available(bucket, now) - cost;
  bucket.inFlight.add(spending);
  if (bucket.known) bucket.known = { ...bucket.known, available: left, at: now };
  return spending;
}

/** The request is over, with Shopify's figures or, where no answer came, without. */
export function recordCost(
  bucket: PointBucket,
  spending: Spending,
  receipt: RequestCost | null,
  now: number,
): void {
  const believed = available(bucket, now);
  bucket.inFlight.delete(spending);
  if (!receipt) return;
  const { currentlyAvailable, maximumAvailable, restoreRate } = receipt.bucket;
  // Of what is still under way the figure may hold all or nothing: between the two lies what there
  // is, and our own account says where, unless others spent, too.
  const least = currentlyAvailable - costOf(bucket.inFlight);
  const own = bucket.known ? believed + spending.cost - receipt.spent : least;
  bucket.known = {
    available: Math.min(currentlyAvailable, Math.max(least, own)),
    at: now,
    maximum: Math.max(1, maximumAvailable),
    restoreRate: Math.max(1, restoreRate),
  };
}

const costOf = (spendings: Iterable<Spending>): number =>
  [...spendings].reduce((sum, { cost }) => sum + cost, 0);

/** What will be left when all that was sent has arrived. */
function available({ known, inFlight }: PointBucket, now: number): number {
  if (!known) return 0;
  const restored = (Math.max(0, now - known.at) / 1000) * known.restoreRate;
  return Math.min(known.maximum - costOf(inFlight), known.available + restored);
}
