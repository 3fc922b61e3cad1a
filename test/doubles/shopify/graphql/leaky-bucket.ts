import { now } from "../clock/now";
import type { Sandbox } from "../sandbox";
import type { Plan, Shop } from "../shops/shop";

export interface Bucket {
  available: number;
  at: number;
  /** Number of throttled responses since the sandbox started or was reset. */
  throttled: number;
}

export interface ThrottleStatus {
  maximumAvailable: number;
  currentlyAvailable: number;
  restoreRate: number;
}

const RESTORED_PER_SECOND: Readonly<Record<Plan, number>> = {
  Basic: 100,
  Advanced: 200,
  Plus: 1000,
  Enterprise: 2000,
};

// The bucket holds the points restored in this time, such as 2000 points at 100 per second.
const BUCKET_SECONDS = 20;

/** The app's current points in this shop. */
export function readBucket(sandbox: Sandbox, shop: Shop): ThrottleStatus {
  const rate = RESTORED_PER_SECOND[shop.plan];
  const maximum = rate * BUCKET_SECONDS;
  const at = now(sandbox);
  const bucket = sandbox.buckets.get(shop.domain) ?? { available: maximum, at, throttled: 0 };
  const restored = (Math.max(0, at - bucket.at) / 1000) * rate;
  bucket.available = Math.min(maximum, bucket.available + restored);
  bucket.at = at;
  sandbox.buckets.set(shop.domain, bucket);
  return {
    maximumAvailable: maximum,
    currentlyAvailable: Math.max(0, Math.floor(bucket.available)),
    restoreRate: rate,
  };
}

export function takePoints(sandbox: Sandbox, shop: Shop, points: number): void {
  const bucket = sandbox.buckets.get(shop.domain);
  if (bucket) bucket.available -= points;
}

export function countThrottled(sandbox: Sandbox, shop: Shop): void {
  const bucket = sandbox.buckets.get(shop.domain);
  if (bucket) bucket.throttled += 1;
}
