import type { PoolNotFound } from "../../core/failures";
import type { Actor, ShopContext } from "../../core/ids";
import { failure, type Result, success } from "../../core/result";
import type { Services } from "../../services.server";
import { findPool } from "../pools/find-pool.server";
import { allocateCodes } from "./allocation/allocate-codes.server";
import { type AssignmentRequest, prepareRequests } from "./allocation/prepare-requests.server";
import type { AssignmentResult } from "./assignment";

export interface AssignmentBatch {
  /** ID (number) or handle (string). */
  pool: number | string;
  /** Up to some ten thousand. They share one lock of the pool. */
  recipients: readonly AssignmentRequest[];
  /** `manual`, `api`, `flow`, `campaign:<name>`, … */
  source: string;
  /**
   * Set for manual assignments and for lists sent with an API key: each becomes one audit entry. Not
   * set for tools that request codes one by one: thousands of entries would bury what people did, and
   * the assigned history has every assignment anyway.
   */
  actor?: Actor;
}

/**
 * Assigns each recipient a code of the pool. Resolves one result per recipient, in the order of the
 * list; fails with `pool_not_found`. The pool's resend policy decides whether a recipient keeps a valid
 * code. A known idempotency key returns its stored result, and an empty pool uses its fallback.
 * Rejections change nothing and aren't stored, so the same request can succeed later.
 */
export async function assignCodes(
  services: Services,
  shop: ShopContext,
  { pool, recipients, source, actor }: AssignmentBatch,
): Promise<Result<AssignmentResult[], PoolNotFound>> {
  const poolId = await findPoolId(services, shop, pool);
  if (!poolId.ok) return poolId;
  const prepared = prepareRequests(services, shop, poolId.value, recipients);
  const allocation = { ...prepared, poolId: poolId.value, source, actor };
  const allocated = await allocateCodes(services, shop, allocation);
  if (!allocated.ok) return failure({ kind: "pool_not_found" });
  const results = allocated.value;
  return success(
    recipients.map((_, index) => {
      const result = results.get(index);
      if (!result) throw new Error(`Request ${index} got no result.`);
      return result;
    }),
  );
}

async function findPoolId(
  services: Services,
  shop: ShopContext,
  pool: number | string,
): Promise<Result<number, PoolNotFound>> {
  // IDs are checked later, under the pool's lock.
  if (typeof pool === "number") return success(pool);
  const found = await findPool(services, shop, pool);
  return found.ok ? success(found.value.id) : found;
}
