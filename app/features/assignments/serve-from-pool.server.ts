import type { PoolEmpty, PoolInactive } from "../../core/failures";
import type { Actor, ShopContext } from "../../core/ids";
import { failure } from "../../core/result";
import type { Transaction } from "../../database/database.server";
import type { Services } from "../../services.server";
import { recordAudit } from "../audit/record-audit.server";
import type { PoolType } from "../pools/pool";
import { lockStock } from "../pools/stock.server";
import type { AssignAnswer } from "./assignment";
import { type ClaimedCode, claimCodes } from "./claim-codes.server";
import { type Plan, planClaims, recipientOf } from "./plan-claims";
import type { Ask } from "./prepare-asks.server";
import { type PoolLine, readLine } from "./read-line.server";
import { readEarlierAnswers, readStandings } from "./read-standing.server";
import { reuseSince } from "./reuse-since";
import { tellSupply, topUpLine } from "./supply-line.server";

export interface Serving {
  poolId: number;
  /** The pool that was asked, when this one is its fallback; otherwise null. */
  requestedPoolId: number | null;
  asks: readonly Ask[];
  source: string;
  /** Whose act the audit is told of; see `Assigning`. */
  actor: Actor | undefined;
}

export interface Served {
  /** By place in the caller's list. */
  answers: Map<number, AssignAnswer>;
  /** The asks that this pool could not serve: empty, or a fallback that is closed. */
  unserved: Ask[];
  poolName: string;
  poolType: PoolType;
  fallbackPoolId: number | null;
}

/**
 * Serves the asks from one pool, in the caller's transaction: takes the pool's line, looks at what
 * is already known of the recipients and the request keys, and claims codes for the others.
 * Resolves null when the pool does not exist.
 */
export async function serveFromPool(
  tx: Transaction,
  services: Services,
  shop: ShopContext,
  serving: Serving,
): Promise<Served | null> {
  const { poolId, requestedPoolId, asks, source, actor } = serving;
  if (!(await lockStock(tx, shop.id, poolId))) return null;
  const now = services.clock.now();
  const line = await readLine(tx, shop.id, poolId, asks.length, now);
  if (line.deleted) return null;
  const isFallback = requestedPoolId !== null;
  if (isFallback && !line.open) return unserved(line, new Map(), [...asks]);

  const plan = await makePlan(tx, shop, poolId, asks, line, now);
  const supply = { shopId: shop.id, poolId, line, now };
  const topped = await topUpLine(tx, supply, plan.claims.length);
  const order = { poolId, requestedPoolId, source, line: topped, plan, now };
  const codes = await claimCodes(tx, services, shop, order);
  await tellSupply(tx, { ...supply, line: topped }, codes);
  if (actor && codes.length > 0) {
    const [first] = codes;
    const one = first && codes.length === 1 && { code: first.code, recipient: first.recipientId };
    const detail = { pool: line.name, count: codes.length, source, ...one };
    await recordAudit(tx, shop, actor, now, { action: "codes.assigned", poolId, detail });
  }
  const left = answerWaiting(plan, codes, order);
  return unserved(line, plan.answers, left);
}

async function makePlan(
  tx: Transaction,
  shop: ShopContext,
  poolId: number,
  asks: readonly Ask[],
  line: PoolLine,
  now: Date,
): Promise<Plan> {
  const requestKeys = asks.flatMap(({ request }) => (request ? [request.key] : []));
  const recipientKeys = asks.map(({ key }) => key);
  return planClaims(asks, {
    now,
    earlier: await readEarlierAnswers(tx, shop.id, requestKeys, now),
    standings: line.open ? await readStandings(tx, shop.id, poolId, recipientKeys, now) : new Map(),
    closed: line.open ? null : closedPool(line),
    reuseSince: reuseSince(line, now, shop.timeZone),
  });
}

function closedPool({ name: poolName, discountEnded }: PoolLine): PoolInactive {
  return { kind: "pool_inactive", poolName, ...(discountEnded ? { discountEnded } : {}) };
}

/** Answers the asks whose slot got a code; returns the others. The codes stand in the order of slots. */
function answerWaiting(
  { waiting, answers }: Plan,
  codes: readonly ClaimedCode[],
  { poolId, requestedPoolId, now }: { poolId: number; requestedPoolId: number | null; now: Date },
): Ask[] {
  const left: Ask[] = [];
  for (const { ask, slot, outcome } of waiting) {
    const given = codes[slot - 1];
    if (!given) {
      left.push(ask);
      continue;
    }
    const { id, code, message, expiresAt, live } = given;
    const recipient = recipientOf(ask);
    // Spelled out: spreading costs as much as sealing the address.
    answers.set(ask.index, {
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

function unserved(line: PoolLine, answers: Map<number, AssignAnswer>, left: Ask[]): Served {
  const { name: poolName, type: poolType, fallbackPoolId } = line;
  return { answers, unserved: left, poolName, poolType, fallbackPoolId };
}

/** The refusal for those whom no pool of the chain could serve; it names the pool that was asked. */
export function refuseEmpty(empty: PoolEmpty): AssignAnswer {
  return failure(empty);
}
