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
import type { AssignmentResult } from "../assignment";
import { allocateFromPool, type PoolResults, rejectEmpty } from "./allocate-from-pool.server";
import type { PreparedRequest, PreparedRequests } from "./prepare-requests.server";

/**
 * `commitResults` returned false: the caller no longer wants the results, and nothing was assigned.
 */
export type Stopped = { kind: "stopped" };

/**
 * Stores final results in the transaction that assigns the codes, so both commit or neither does.
 * Returning false rolls the assignment back and ends the call with `Stopped`.
 */
type CommitResults = (tx: Transaction, results: Map<number, AssignmentResult>) => Promise<boolean>;

export interface Allocation extends PreparedRequests {
  poolId: number;
  source: string;
  actor?: Actor | undefined;
  commitResults?: CommitResults;
}

/**
 * A fallback pool failed after earlier pools had assigned codes. `results` are final, by index in the
 * caller's list. Retrying those recipients could assign them a second code.
 */
export class PartlyAllocated extends Error {
  constructor(
    readonly results: ReadonlyMap<number, AssignmentResult>,
    cause: unknown,
  ) {
    super("Some recipients were served before a fallback pool failed.", { cause });
  }
}

/**
 * Two concurrent calls in two pools may insert the same idempotency key. The loser retries and
 * finds the winner's result.
 */
const maxAttempts = 10;

/**
 * Serves the requests from the pool, then the ones it can't serve from its fallback, and so on. Each
 * pool gets its own transaction, so no two pools are locked at once. Resolves one result per request,
 * by index in the caller's list. If a pool's lock times out, its requests are rejected as `busy`; with
 * `commitResults` the timeout is thrown instead. Throws `PartlyAllocated` if a later pool fails after
 * an earlier one has committed.
 */
export async function allocateCodes(
  services: Services,
  shop: ShopContext,
  allocation: Allocation,
): Promise<Result<Map<number, AssignmentResult>, PoolNotFound | Stopped>> {
  const all = new Map<number, AssignmentResult>();
  const visited = new Set<number>();
  let step: Step = { ...allocation, emptyFirst: undefined, visited };
  for (;;) {
    visited.add(step.poolId);
    const { requests, rejected } = step;
    const stepResult = await allocateStep(services, shop, allocation, step).catch(
      (error: unknown) => {
        // Throwing would make the coalescer retry in halves, and each half would wait for the lock again.
        if (isLockTimeout(error) && !allocation.commitResults)
          return success(rejectBusy(requests, rejected));
        throw all.size === 0 ? error : new PartlyAllocated(all, error);
      },
    );
    if (!stepResult.ok) return stepResult;
    const { results, unserved, emptyFirst, next } = stepResult.value;
    for (const [index, result] of results) all.set(index, result);
    if (next === null) return success(all);
    step = { poolId: next, requests: unserved, rejected: new Map(), emptyFirst, visited };
  }
}

interface Step {
  poolId: number;
  requests: PreparedRequest[];
  /** Results that are final before this step. */
  rejected: Map<number, AssignmentResult>;
  /**
   * The rejection of the requested pool, for requests that no fallback serves. Undefined in the
   * first step.
   */
  emptyFirst: PoolEmpty | undefined;
  visited: Set<number>;
}

interface StepResult {
  results: Map<number, AssignmentResult>;
  unserved: PreparedRequest[];
  emptyFirst: PoolEmpty | undefined;
  /** The fallback to try next; null when every request has a result. */
  next: number | null;
}

async function allocateStep(
  services: Services,
  shop: ShopContext,
  { poolId: requested, source, actor, commitResults }: Allocation,
  { poolId, requests, rejected, emptyFirst, visited }: Step,
): Promise<Result<StepResult, PoolNotFound | Stopped>> {
  const requestedPoolId = poolId === requested ? null : requested;
  const allocation = { poolId, requestedPoolId, requests, source, actor };
  return inQueue(services.database, shop.id, poolId, () =>
    services.database.transaction(async (tx) => {
      const served = await allocateFromPool(tx, services, shop, allocation);
      if (!served && emptyFirst === undefined) return failure({ kind: "pool_not_found" });
      const name = emptyFirst ?? emptyOf(served);
      const results = new Map([...rejected, ...(served?.results ?? [])]);
      const unserved = served?.unserved ?? requests;
      const fallback = served?.fallbackPoolId ?? null;
      const next =
        fallback === null || visited.has(fallback) || unserved.length === 0 ? null : fallback;
      if (next === null) for (const { index } of unserved) results.set(index, rejectEmpty(name));
      if (commitResults && !(await commitResults(tx, results))) return failure({ kind: "stopped" });
      return success({ results, unserved, emptyFirst: name, next });
    }),
  );
}

/** Nothing was assigned, so a retry can succeed once the pool's lock is free. */
function rejectBusy(
  requests: readonly PreparedRequest[],
  rejected: Map<number, AssignmentResult>,
): StepResult {
  const results = new Map(rejected);
  for (const { index } of requests) results.set(index, failure(busy));
  return { results, unserved: [], emptyFirst: undefined, next: null };
}

/** The rejection when no pool can serve. It names the pool that was requested, not the fallback. */
function emptyOf(served: PoolResults | null): PoolEmpty {
  const generates = served?.poolType === "dynamic" ? { generates: true as const } : {};
  return { kind: "pool_empty", poolName: served?.poolName ?? "", ...generates };
}

/**
 * The pool's lock admits one transaction at a time anyway. Extra ones wait in this process, because
 * waiting in the database would let one busy pool take every connection. The second connection waits
 * at the lock, so there is no gap between transactions.
 */
const connectionsPerPool = 2;
const turns = new WeakMap<Database, ReturnType<typeof keyedSemaphore>>();

async function inQueue<T>(
  database: Database,
  shopId: number,
  poolId: number,
  work: () => Promise<T>,
): Promise<T> {
  const turn = turns.get(database) ?? keyedSemaphore(connectionsPerPool);
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
      if (!race || attempt >= maxAttempts) throw error;
    }
  }
}
