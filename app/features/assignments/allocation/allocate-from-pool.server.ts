import type { PoolEmpty, PoolInactive } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure } from "../../../core/result";
import type { Transaction } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";
import type { PoolType } from "../../pools/pool";
import { lockStock } from "../../pools/stock/stock.server";
import type { AssignmentResult } from "../assignment";
import { claimCodes } from "./claim-codes.server";
import type { ClaimedCode } from "./claim-order";
import { enqueueSupply, generateShortfall } from "./generate-shortfall.server";
import { type Plan, planClaims, recipientOf } from "./plan-claims";
import type { PreparedRequest } from "./prepare-requests.server";
import { type LockedPool, readLockedPool } from "./read-locked-pool.server";
import { readRecipientStatuses, readStoredResults } from "./read-recipient-status.server";
import { reuseSince } from "./reuse-since";

export interface PoolAllocation {
  poolId: number;
  /** The pool that was requested, if this one is its fallback; otherwise null. */
  requestedPoolId: number | null;
  requests: readonly PreparedRequest[];
  source: string;
  /** Recorded in the audit; see `Assigning.actor`. */
  actor: Actor | undefined;
}

export interface PoolResults {
  /** By index in the caller's list. */
  results: Map<number, AssignmentResult>;
  /** Requests this pool couldn't serve: it is empty, or a fallback that is inactive. */
  unserved: PreparedRequest[];
  poolName: string;
  poolType: PoolType;
  fallbackPoolId: number | null;
}

/**
 * Serves requests from one pool, in the caller's transaction: locks the pool, reads the recipients'
 * current codes and the idempotency records, and claims codes for the rest. Resolves null if the pool
 * doesn't exist or is deleted.
 */
export async function allocateFromPool(
  tx: Transaction,
  services: Services,
  shop: ShopContext,
  allocation: PoolAllocation,
): Promise<PoolResults | null> {
  const { poolId, requestedPoolId, requests, source, actor } = allocation;
  if (!(await lockStock(tx, shop.id, poolId))) return null;
  const now = services.clock.now();
  const pool = await readLockedPool(tx, shop.id, poolId, requests.length, now);
  if (pool.deleted) return null;
  const isFallback = requestedPoolId !== null;
  if (isFallback && !pool.open) return unserved(pool, new Map(), [...requests]);

  const plan = await makePlan(tx, shop, poolId, requests, pool, now);
  const supply = { shopId: shop.id, poolId, pool, now };
  const topped = await generateShortfall(tx, supply, plan.claims.length);
  const order = { poolId, requestedPoolId, source, pool: topped, plan, now };
  const codes = await claimCodes(tx, services, shop, order);
  await enqueueSupply(tx, { ...supply, pool: topped }, codes);
  if (actor && codes.length > 0) {
    const [first] = codes;
    const single = first &&
      codes.length === 1 && { code: first.code, recipient: first.recipientId };
    const detail = { pool: pool.name, count: codes.length, source, ...single };
    await recordAudit(tx, shop, actor, now, { action: "codes.assigned", poolId, detail });
  }
  const left = resolvePending(plan, codes, order);
  return unserved(pool, plan.results, left);
}

async function makePlan(
  tx: Transaction,
  shop: ShopContext,
  poolId: number,
  requests: readonly PreparedRequest[],
  pool: LockedPool,
  now: Date,
): Promise<Plan> {
  const keys = requests.flatMap(({ idempotency }) => (idempotency ? [idempotency.key] : []));
  const recipientKeys = requests.map(({ key }) => key);
  return planClaims(requests, {
    now,
    earlier: await readStoredResults(tx, shop.id, keys, now),
    statuses: pool.open
      ? await readRecipientStatuses(tx, shop.id, poolId, recipientKeys, now)
      : new Map(),
    closed: pool.open ? null : closedPool(pool),
    reuseSince: reuseSince(pool, now, shop.timeZone),
  });
}

function closedPool({ name: poolName, discountEnded }: LockedPool): PoolInactive {
  return { kind: "pool_inactive", poolName, ...(discountEnded ? { discountEnded } : {}) };
}

/**
 * Stores results for the requests whose claim got a code and returns the others. `codes` are in
 * order of claim index.
 */
function resolvePending(
  { pending, results }: Plan,
  codes: readonly ClaimedCode[],
  { poolId, requestedPoolId, now }: { poolId: number; requestedPoolId: number | null; now: Date },
): PreparedRequest[] {
  const left: PreparedRequest[] = [];
  for (const { request, claimIndex, outcome } of pending) {
    const claimed = codes[claimIndex - 1];
    if (!claimed) {
      left.push(request);
      continue;
    }
    const { id, code, message, expiresAt, live } = claimed;
    const recipient = recipientOf(request);
    // No spread: in this hot loop it costs as much as encrypting the address.
    results.set(request.index, {
      ok: true,
      value: {
        id,
        poolId,
        requestedPoolId,
        code,
        message,
        recipient,
        assignedAt: now,
        expiresAt,
        state: "assigned",
        live,
        outcome,
      },
    });
  }
  return left;
}

function unserved(
  pool: LockedPool,
  results: Map<number, AssignmentResult>,
  left: PreparedRequest[],
): PoolResults {
  const { name: poolName, type: poolType, fallbackPoolId } = pool;
  return { results, unserved: left, poolName, poolType, fallbackPoolId };
}

/** The rejection when no pool of the chain could serve. It names the requested pool. */
export function rejectEmpty(empty: PoolEmpty): AssignmentResult {
  return failure(empty);
}
