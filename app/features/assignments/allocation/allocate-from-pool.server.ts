import type { PoolEmpty, PoolInactive } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure } from "../../../core/result";
import type { Transaction } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";
import type { PoolType } from "../../pools/pool";
import { lockStock } from "../../pools/stock/stock.server";
import type { AssignmentAnswer } from "../assignment";
import { type ClaimedCode, claimCodes } from "./claim-codes.server";
import { enqueueSupply, generateShortfall } from "./generate-shortfall.server";
import { type Plan, planClaims, recipientOf } from "./plan-claims";
import type { PreparedRequest } from "./prepare-requests.server";
import { type LockedPool, readLockedPool } from "./read-locked-pool.server";
import { readEarlierAnswers, readRecipientStatuses } from "./read-recipient-status.server";
import { reuseSince } from "./reuse-since";

export interface PoolAllocation {
  poolId: number;
  /** The pool that was asked, when this one is its fallback; otherwise null. */
  requestedPoolId: number | null;
  requests: readonly PreparedRequest[];
  source: string;
  /** Whose act the audit is told of; see `Assigning`. */
  actor: Actor | undefined;
}

export interface PoolAnswers {
  /** By place in the caller's list. */
  answers: Map<number, AssignmentAnswer>;
  /** The requests that this pool could not serve: empty, or a fallback that is closed. */
  unserved: PreparedRequest[];
  poolName: string;
  poolType: PoolType;
  fallbackPoolId: number | null;
}

/**
 * Serves the requests from one pool, in the caller's transaction: locks the pool, looks at what
 * is already known of the recipients and the idempotency keys, and claims codes for the others.
 * Resolves null when the pool does not exist.
 */
export async function allocateFromPool(
  tx: Transaction,
  services: Services,
  shop: ShopContext,
  allocation: PoolAllocation,
): Promise<PoolAnswers | null> {
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
    const one = first && codes.length === 1 && { code: first.code, recipient: first.recipientId };
    const detail = { pool: pool.name, count: codes.length, source, ...one };
    await recordAudit(tx, shop, actor, now, { action: "codes.assigned", poolId, detail });
  }
  const left = answerPending(plan, codes, order);
  return unserved(pool, plan.answers, left);
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
    earlier: await readEarlierAnswers(tx, shop.id, keys, now),
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

/** Answers the requests whose claim got a code; returns the others. The codes stand in the order of claim indexes. */
function answerPending(
  { pending, answers }: Plan,
  codes: readonly ClaimedCode[],
  { poolId, requestedPoolId, now }: { poolId: number; requestedPoolId: number | null; now: Date },
): PreparedRequest[] {
  const left: PreparedRequest[] = [];
  for (const { request, claimIndex, outcome } of pending) {
    const given = codes[claimIndex - 1];
    if (!given) {
      left.push(request);
      continue;
    }
    const { id, code, message, expiresAt, live } = given;
    const recipient = recipientOf(request);
    // Spelled out: spreading costs as much as encrypting the address.
    answers.set(request.index, {
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
  answers: Map<number, AssignmentAnswer>,
  left: PreparedRequest[],
): PoolAnswers {
  const { name: poolName, type: poolType, fallbackPoolId } = pool;
  return { answers, unserved: left, poolName, poolType, fallbackPoolId };
}

/** The refusal for those whom no pool of the chain could serve; it names the pool that was asked. */
export function rejectEmpty(empty: PoolEmpty): AssignmentAnswer {
  return failure(empty);
}
