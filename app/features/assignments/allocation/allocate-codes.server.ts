import { busy, type PoolEmpty, type PoolNotFound } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { keyedSemaphore } from "../../../core/keyed-semaphore";
import { failure, type Result, success } from "../../../core/result";
import {
  type Database,
  isLockTimeout,
  type Transaction,
  uniqueViolation,
} from "../../../database/database.server";
import type { Services } from "../../../services.server";
import type { AssignmentAnswer } from "../assignment";
import { allocateFromPool, type PoolAnswers, rejectEmpty } from "./allocate-from-pool.server";
import type { PreparedRequest, PreparedRequests } from "./prepare-requests.server";

/** Whoever keeps a record of the answers no longer wants them. */
export type Stopped = { kind: "stopped" };

/**
 * Writes final answers down, in the transaction that assigns the codes: both happen or neither.
 * Answering false undoes the assignment and ends the call.
 */
type CommitAnswers = (tx: Transaction, answers: Map<number, AssignmentAnswer>) => Promise<boolean>;

export interface Allocation extends PreparedRequests {
  poolId: number;
  source: string;
  actor?: Actor | undefined;
  commitAnswers?: CommitAnswers;
}

/**
 * A fallback pool failed after codes of earlier pools were assigned. `answers` are final, by place in
 * the list: to serve those recipients again could give them a second code.
 */
export class PartlyAllocated extends Error {
  constructor(
    readonly answers: ReadonlyMap<number, AssignmentAnswer>,
    cause: unknown,
  ) {
    super("Some recipients were served, and others could not be.", { cause });
  }
}

/** An idempotency key that two calls use at once in two pools is settled by trying again: one of them has won. */
const triesPerPool = 10;

/**
 * Serves the requests from the pool, and whom it cannot serve from its fallback, and so on: one
 * transaction for each pool, so that no two pools are locked at once. Every request is answered: those of a pool
 * that something else holds for too long with `busy`, unless the answers are to be settled (then the lock
 * timeout is thrown). Throws `PartlyServed` when it fails after the first transaction.
 */
export async function allocateCodes(
  services: Services,
  shop: ShopContext,
  allocation: Allocation,
): Promise<Result<Map<number, AssignmentAnswer>, PoolNotFound | Stopped>> {
  const all = new Map<number, AssignmentAnswer>();
  const visited = new Set<number>();
  let step: Step = { ...allocation, emptyFirst: undefined, visited };
  for (;;) {
    visited.add(step.poolId);
    const { requests, rejected } = step;
    const answer = await allocateStep(services, shop, allocation, step).catch((error: unknown) => {
      // Not thrown: whoever gathers calls would repeat it in halves, and each waits as long again.
      if (isLockTimeout(error) && !allocation.commitAnswers)
        return success(answerBusy(requests, rejected));
      throw all.size === 0 ? error : new PartlyAllocated(all, error);
    });
    if (!answer.ok) return answer;
    const { answers, unserved, emptyFirst, next } = answer.value;
    for (const [index, given] of answers) all.set(index, given);
    if (next === null) return success(all);
    step = { poolId: next, requests: unserved, rejected: new Map(), emptyFirst, visited };
  }
}

interface Step {
  poolId: number;
  requests: PreparedRequest[];
  /** Answers that are final before this step. */
  rejected: Map<number, AssignmentAnswer>;
  /** What the pool that was asked answers when nobody serves; undefined while it is served from itself. */
  emptyFirst: PoolEmpty | undefined;
  visited: Set<number>;
}

interface StepAnswer {
  answers: Map<number, AssignmentAnswer>;
  unserved: PreparedRequest[];
  emptyFirst: PoolEmpty | undefined;
  /** The pool that serves next; null when everybody has an answer. */
  next: number | null;
}

async function allocateStep(
  services: Services,
  shop: ShopContext,
  { poolId: requested, source, actor, commitAnswers }: Allocation,
  { poolId, requests, rejected, emptyFirst, visited }: Step,
): Promise<Result<StepAnswer, PoolNotFound | Stopped>> {
  const requestedPoolId = poolId === requested ? null : requested;
  const allocation = { poolId, requestedPoolId, requests, source, actor };
  return inQueue(services.database, shop.id, poolId, () =>
    services.database.transaction(async (tx) => {
      const served = await allocateFromPool(tx, services, shop, allocation);
      if (!served && emptyFirst === undefined) return failure({ kind: "pool_not_found" });
      const name = emptyFirst ?? emptyOf(served);
      const answers = new Map([...rejected, ...(served?.answers ?? [])]);
      const unserved = served?.unserved ?? requests;
      const fallback = served?.fallbackPoolId ?? null;
      const next =
        fallback === null || visited.has(fallback) || unserved.length === 0 ? null : fallback;
      if (next === null) for (const { index } of unserved) answers.set(index, rejectEmpty(name));
      if (commitAnswers && !(await commitAnswers(tx, answers))) return failure({ kind: "stopped" });
      return success({ answers, unserved, emptyFirst: name, next });
    }),
  );
}

/** Nothing was done for these recipients: the same request may succeed once the pool is free. */
function answerBusy(
  requests: readonly PreparedRequest[],
  rejected: Map<number, AssignmentAnswer>,
): StepAnswer {
  const answers = new Map(rejected);
  for (const { index } of requests) answers.set(index, failure(busy));
  return { answers, unserved: [], emptyFirst: undefined, next: null };
}

/** What those are told whom no pool serves: of the pool that was asked first. */
function emptyOf(served: PoolAnswers | null): PoolEmpty {
  const generates = served?.poolType === "dynamic" ? { generates: true as const } : {};
  return { kind: "pool_empty", poolName: served?.poolName ?? "", ...generates };
}

/**
 * The pool's lock lets one transaction through at a time anyway. Those of this process that wait for
 * it wait here, but for two, so that one busy pool does not take all connections to the database.
 */
const mostPerPool = 2;
const turns = new WeakMap<Database, ReturnType<typeof keyedSemaphore>>();

async function inQueue<T>(
  database: Database,
  shopId: number,
  poolId: number,
  work: () => Promise<T>,
): Promise<T> {
  const turn = turns.get(database) ?? keyedSemaphore(mostPerPool);
  turns.set(database, turn);
  return turn(`${shopId}/${poolId}`, () => retryKeyRace(work));
}

async function retryKeyRace<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const { code, constraint } = error as { code?: string; constraint?: string };
      const race = code === uniqueViolation && constraint === "idempotency_record_pkey";
      if (!race || attempt >= triesPerPool) throw error;
    }
  }
}
