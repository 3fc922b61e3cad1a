import { busy, type PoolEmpty, type PoolNotFound } from "../../core/failures";
import type { Actor, ShopContext } from "../../core/ids";
import { failure, type Result, success } from "../../core/result";
import { takeTurns } from "../../core/take-turns";
import {
  type Database,
  isLockTimeout,
  type Transaction,
  uniqueViolation,
} from "../../database/database.server";
import type { Services } from "../../services.server";
import type { AssignAnswer } from "./assignment";
import type { Ask, PreparedAsks } from "./prepare-asks.server";
import { refuseEmpty, type Served, serveFromPool } from "./serve-from-pool.server";

/** Whoever keeps a record of the answers no longer wants them. */
export type Stopped = { kind: "stopped" };

/**
 * Writes final answers down, in the transaction that hands the codes out: both happen or neither.
 * Answering false undoes the hand-out and ends the call.
 */
type Settle = (tx: Transaction, answers: Map<number, AssignAnswer>) => Promise<boolean>;

export interface Errand extends PreparedAsks {
  poolId: number;
  source: string;
  actor?: Actor | undefined;
  settle?: Settle;
}

/**
 * A fallback pool failed after codes of earlier pools were handed out. `answers` are final, by place in
 * the list: to serve those recipients again could give them a second code.
 */
export class PartlyServed extends Error {
  constructor(
    readonly answers: ReadonlyMap<number, AssignAnswer>,
    cause: unknown,
  ) {
    super("Some recipients were served, and others could not be.", { cause });
  }
}

/** A request key that two calls use at once in two pools is settled by trying again: one of them has won. */
const triesPerPool = 10;

/**
 * Serves the asks from the pool, and whom it cannot serve from its fallback, and so on: one
 * transaction for each pool, so that no two lines are held at once. Every ask is answered: those of a pool
 * that something else holds for too long with `busy`, unless the answers are to be settled (then the lock
 * timeout is thrown). Throws `PartlyServed` when it fails after the first transaction.
 */
export async function serveAsks(
  services: Services,
  shop: ShopContext,
  errand: Errand,
): Promise<Result<Map<number, AssignAnswer>, PoolNotFound | Stopped>> {
  const all = new Map<number, AssignAnswer>();
  const visited = new Set<number>();
  let step: Step = { ...errand, asked: undefined, visited };
  for (;;) {
    visited.add(step.poolId);
    const { asks, refused } = step;
    const answer = await serveStep(services, shop, errand, step).catch((error: unknown) => {
      // Not thrown: whoever gathers calls would repeat it in halves, and each waits as long again.
      if (isLockTimeout(error) && !errand.settle) return success(answerBusy(asks, refused));
      throw all.size === 0 ? error : new PartlyServed(all, error);
    });
    if (!answer.ok) return answer;
    const { answers, unserved, asked, next } = answer.value;
    for (const [index, given] of answers) all.set(index, given);
    if (next === null) return success(all);
    step = { poolId: next, asks: unserved, refused: new Map(), asked, visited };
  }
}

interface Step {
  poolId: number;
  asks: Ask[];
  /** Answers that are final before this step. */
  refused: Map<number, AssignAnswer>;
  /** What the pool that was asked answers when nobody serves; undefined while it is served from itself. */
  asked: PoolEmpty | undefined;
  visited: Set<number>;
}

interface StepAnswer {
  answers: Map<number, AssignAnswer>;
  unserved: Ask[];
  asked: PoolEmpty | undefined;
  /** The pool that serves next; null when everybody has an answer. */
  next: number | null;
}

async function serveStep(
  services: Services,
  shop: ShopContext,
  { poolId: requested, source, actor, settle }: Errand,
  { poolId, asks, refused, asked, visited }: Step,
): Promise<Result<StepAnswer, PoolNotFound | Stopped>> {
  const requestedPoolId = poolId === requested ? null : requested;
  const serving = { poolId, requestedPoolId, asks, source, actor };
  return inTurn(services.database, shop.id, poolId, () =>
    services.database.transaction(async (tx) => {
      const served = await serveFromPool(tx, services, shop, serving);
      if (!served && asked === undefined) return failure({ kind: "pool_not_found" });
      const name = asked ?? emptyOf(served);
      const answers = new Map([...refused, ...(served?.answers ?? [])]);
      const unserved = served?.unserved ?? asks;
      const fallback = served?.fallbackPoolId ?? null;
      const next =
        fallback === null || visited.has(fallback) || unserved.length === 0 ? null : fallback;
      if (next === null) for (const { index } of unserved) answers.set(index, refuseEmpty(name));
      if (settle && !(await settle(tx, answers))) return failure({ kind: "stopped" });
      return success({ answers, unserved, asked: name, next });
    }),
  );
}

/** Nothing was done for these recipients: the same request may succeed once the pool is free. */
function answerBusy(asks: readonly Ask[], refused: Map<number, AssignAnswer>): StepAnswer {
  const answers = new Map(refused);
  for (const { index } of asks) answers.set(index, failure(busy));
  return { answers, unserved: [], asked: undefined, next: null };
}

/** What those are told whom no pool serves: of the pool that was asked first. */
function emptyOf(served: Served | null): PoolEmpty {
  const generates = served?.poolType === "dynamic" ? { generates: true as const } : {};
  return { kind: "pool_empty", poolName: served?.poolName ?? "", ...generates };
}

/**
 * The pool's line lets one transaction through at a time anyway. Those of this process that wait for
 * it wait here, but for two, so that one busy pool does not take all connections to the database.
 */
const mostPerPool = 2;
const turns = new WeakMap<Database, ReturnType<typeof takeTurns>>();

async function inTurn<T>(
  database: Database,
  shopId: number,
  poolId: number,
  work: () => Promise<T>,
): Promise<T> {
  const turn = turns.get(database) ?? takeTurns(mostPerPool);
  turns.set(database, turn);
  return turn(`${shopId}/${poolId}`, () => retryKeyRace(work));
}

async function retryKeyRace<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const { code, constraint } = error as { code?: string; constraint?: string };
      const race = code === uniqueViolation && constraint === "assignment_request_pkey";
      if (!race || attempt >= triesPerPool) throw error;
    }
  }
}
