import { coalesceCalls } from "../../core/coalesce-calls";
import type { PoolNotFound } from "../../core/failures";
import type { Actor, ShopContext } from "../../core/ids";
import type { Result } from "../../core/result";
import type { Database } from "../../database/database.server";
import type { Services } from "../../services.server";
import { PartlyAllocated } from "./allocation/allocate-codes.server";
import { assignCodes } from "./assign-codes.server";
import type { AssignedCode, AssignmentRejection } from "./assignment";

export interface SingleAssignment {
  poolId: number;
  /** An email address or customer ID, not normalized. */
  recipient: string;
  idempotencyKey: string | undefined;
  source: string;
  /** The staff member, for the audit. Not set for API clients; see `Assigning.actor`. */
  actor?: Actor;
}

type AssignResult = Result<AssignedCode, AssignmentRejection | PoolNotFound>;

/**
 * A claim of this size takes some tens of milliseconds, so the first caller hardly waits longer.
 */
const maxBatch = 500;

const coalescers = new WeakMap<Database, (group: string, call: Call) => Promise<AssignResult>>();

interface Call extends SingleAssignment {
  shop: ShopContext;
}

/**
 * Assigns a code to one recipient; resolves the assignment or why there is none. Calls for one pool
 * that arrive during a claim are batched into the next claim, so a burst takes the pool's lock a few
 * times instead of once per call. If the caller disconnects, the code is still assigned, and a retry
 * with the same idempotency key returns it.
 */
export function assignCode(
  services: Services,
  shop: ShopContext,
  assigning: SingleAssignment,
): Promise<AssignResult> {
  let assign = coalescers.get(services.database);
  if (!assign) {
    assign = coalesceCalls(maxBatch, (calls) => assignBatch(services, calls));
    coalescers.set(services.database, assign);
  }
  const { poolId, source, actor } = assigning;
  return assign(JSON.stringify([shop.id, poolId, source, actor?.name]), { ...assigning, shop });
}

/**
 * All calls share the pool, source and actor. After a partial failure, calls with a result keep it
 * and the others are retried one by one.
 */
async function assignBatch(
  services: Services,
  calls: Call[],
): Promise<(AssignResult | Promise<AssignResult>)[]> {
  const [first] = calls;
  if (!first) return [];
  try {
    const assigned = await assignCodes(services, first.shop, {
      pool: first.poolId,
      recipients: calls.map(({ recipient, idempotencyKey }) => ({
        recipient,
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      })),
      source: first.source,
      ...(first.actor && { actor: first.actor }),
    });
    return assigned.ok ? assigned.value : calls.map(() => assigned);
  } catch (error) {
    if (!(error instanceof PartlyAllocated)) throw error;
    const { results } = error;
    return calls.map((call, index) => results.get(index) ?? assignAlone(services, call));
  }
}

async function assignAlone(services: Services, call: Call): Promise<AssignResult> {
  const [result] = await assignBatch(services, [call]);
  if (!result) throw new Error("The call got no result.");
  return result;
}
