import type { PoolNotFound } from "../../core/failures";
import type { Actor, ShopContext } from "../../core/ids";
import { failure, type Result, success } from "../../core/result";
import type { Services } from "../../services.server";
import { findPool } from "../pools/find-pool.server";
import { allocateCodes } from "./allocation/allocate-codes.server";
import { type AssignmentRequest, prepareRequests } from "./allocation/prepare-requests.server";
import type { AssignmentAnswer } from "./assignment";

export interface Assigning {
  /** Id (number) or handle (string). */
  pool: number | string;
  /** One, or up to some ten thousand: they lock the pool together. */
  recipients: readonly AssignmentRequest[];
  /** `manual`, `api`, `flow`, `campaign:<name>`, … */
  source: string;
  /**
   * Set for what a person does, and for a list that a key sends: the assignment is then one entry of
   * the audit. A tool that asks for one recipient after another names nobody: its thousands of
   * entries would bury what people did, and the history knows each of its assignments anyway.
   */
  actor?: Actor;
}

/**
 * Gives each recipient a code of the pool; answers one by one, in the order of the list. A recipient
 * who holds a valid code gets that one (the pool's resend policy), an idempotency key that was used before
 * gets the answer of then, an empty pool is helped out by its fallback. A refusal changes nothing and
 * is not remembered: the same request may succeed later.
 */
export async function assignCodes(
  services: Services,
  shop: ShopContext,
  { pool, recipients, source, actor }: Assigning,
): Promise<Result<AssignmentAnswer[], PoolNotFound>> {
  const poolId = await findPoolId(services, shop, pool);
  if (!poolId.ok) return poolId;
  const prepared = prepareRequests(services, shop, poolId.value, recipients);
  const errand = { ...prepared, poolId: poolId.value, source, actor };
  const served = await allocateCodes(services, shop, errand);
  if (!served.ok) return failure({ kind: "pool_not_found" });
  const answers = served.value;
  return success(
    recipients.map((_, index) => {
      const answer = answers.get(index);
      if (!answer) throw new Error(`The recipient at ${index} got no answer.`);
      return answer;
    }),
  );
}

async function findPoolId(
  services: Services,
  shop: ShopContext,
  pool: number | string,
): Promise<Result<number, PoolNotFound>> {
  // An id is looked up under the pool's lock; a handle has to be translated first.
  if (typeof pool === "number") return success(pool);
  const found = await findPool(services, shop, pool);
  return found.ok ? success(found.value.id) : found;
}
