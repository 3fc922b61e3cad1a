import { setInterval, setTimeout } from "node:timers/promises";
import pLimit from "p-limit";
import pg from "pg";
import { connectionSettings } from "../database/connection-settings";
import type { Services } from "../services.server";

/** First key of the advisory locks that mark a worker pool's process as alive. */
const holdClass = 4_170_002;

/** Second key: a 31-bit hash of the worker pool's id. */
const holdNumber = (workerPool: string) => `(hashtext(${workerPool}) & 2147483647)`;

/** Milliseconds. */
export interface HoldPace {
  /**
   * Interval between checks for dead worker pools. A lost connection is replaced at the next one.
   */
  round: number;
  /**
   * A process that has been without its locks for this long stops its jobs. Shorter than
   * `deadAfter`, so it stops before others take them over.
   */
  lostAfter: number;
  /** A worker pool without a lock for this long counts as dead. */
  deadAfter: number;
}

const usualPace: HoldPace = { round: 500, lostAfter: 1500, deadAfter: 3000 };
/** Milliseconds. A connection that doesn't respond within this time is replaced. */
const timeoutMs = 3000;

export interface JobHolds {
  /** Marks the worker pool as alive. Resolves once other processes can see it. */
  hold(workerPool: string): Promise<void>;
  /** Ends that. Other workers then get the jobs that the worker pool still has locked. */
  release(workerPool: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Returns the jobs of dead processes to the queue within seconds. Graphile Worker itself waits four
 * hours, because it can't tell a dead worker from a slow one. PostgreSQL can: each process holds an
 * advisory lock for each of its worker pools, and a lock ends with its process, however that ends.
 * The locks are shared, so taking one never waits.
 *
 * A broken connection is replaced and its locks are taken again. Calls `onLost` if that takes so
 * long that other workers may soon run this process's jobs. Rejects if the database can't be
 * reached at startup.
 */
export async function holdJobs(
  { database, log }: Pick<Services, "database" | "log">,
  onLost: () => void,
  pace: HoldPace = usualPace,
): Promise<JobHolds> {
  const alive = new Set<string>();
  const unheldSince = new Map<string, number>();
  let connection: pg.Client | undefined;
  let heldAt = Date.now();
  let away = false;
  const ended = new AbortController();

  async function connected(): Promise<pg.Client> {
    if (connection) return connection;
    const fresh = new pg.Client({
      ...connectionSettings(database.url),
      connectionTimeoutMillis: timeoutMs,
      query_timeout: timeoutMs,
    });
    fresh.on("error", () => drop(fresh));
    try {
      await fresh.connect();
      for (const workerPool of alive) await lock(fresh, workerPool);
    } catch (error) {
      drop(fresh);
      throw error;
    }
    connection = fresh;
    return fresh;
  }

  function drop(broken: pg.Client): void {
    if (connection === broken) connection = undefined;
    void broken.end().catch(() => undefined);
  }

  async function round(): Promise<void> {
    const used = await connected().catch((error: Error) => lost(error));
    if (!used) return;
    try {
      await freeDeadPools(used, unheldSince, pace.deadAfter);
      if (away) log.info("This worker's jobs are held again.");
      away = false;
      heldAt = Date.now();
    } catch (error) {
      drop(used);
      lost(error as Error);
    }
  }

  function lost(error: Error): undefined {
    if (!away) log.warn({ err: error }, "The connection that holds this worker's jobs is lost.");
    away = true;
    if (Date.now() - heldAt > pace.lostAfter) onLost();
    return undefined;
  }

  // One at a time: two concurrent calls would both replace a broken connection.
  const inTurn = pLimit(1);
  await inTurn(connected);
  const ticking = (async () => {
    for await (const _ of setInterval(pace.round, undefined, { signal: ended.signal })) {
      await inTurn(round);
    }
  })().catch(() => undefined);
  return {
    hold: async (workerPool) => {
      while (!ended.signal.aborted && !alive.has(workerPool)) {
        await inTurn(async () => {
          if (alive.has(workerPool)) return;
          await lock(await connected(), workerPool);
          alive.add(workerPool);
        }).catch(async (error: Error) => {
          lost(error);
          await setTimeout(pace.round);
        });
      }
    },
    release: (workerPool) =>
      inTurn(async () => {
        alive.delete(workerPool);
        await connection
          ?.query(`SELECT pg_advisory_unlock_shared($1, ${holdNumber("$2")})`, [
            holdClass,
            workerPool,
          ])
          .catch((error: Error) => log.warn({ err: error }, "a hold could not be released"));
      }),
    stop: async () => {
      ended.abort();
      await ticking;
      await inTurn(async () => connection?.end());
    },
  };
}

async function lock(connection: pg.Client, workerPool: string): Promise<void> {
  await connection.query(`SELECT pg_advisory_lock_shared($1, ${holdNumber("$2")})`, [
    holdClass,
    workerPool,
  ]);
}

/**
 * Unlocks the jobs of worker pools that have been without a lock for `deadAfter` milliseconds.
 * `unheldSince` keeps the start times between rounds, because a worker pool that is reconnecting
 * isn't dead.
 */
async function freeDeadPools(
  connection: pg.Client,
  unheldSince: Map<string, number>,
  deadAfter: number,
): Promise<void> {
  const unheld = await unheldPools(connection);
  const now = Date.now();
  for (const id of unheldSince.keys()) if (!unheld.includes(id)) unheldSince.delete(id);
  for (const id of unheld) if (!unheldSince.has(id)) unheldSince.set(id, now);
  const dead = unheld.filter((id) => now - (unheldSince.get(id) ?? now) >= deadAfter);
  if (dead.length === 0) return;
  await connection.query("SELECT graphile_worker.force_unlock_workers($1::text[])", [dead]);
}

/** Ids of the worker pools that have locked jobs while no process marks them as alive. */
async function unheldPools(connection: pg.Client): Promise<string[]> {
  const { rows } = await connection.query<{ id: string }>(
    `WITH hold AS MATERIALIZED (
       SELECT objid::bigint AS number FROM pg_locks
        WHERE locktype = 'advisory' AND objsubid = 2 AND granted AND classid::bigint = $1
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
     SELECT DISTINCT locked_by AS id FROM graphile_worker.jobs
      WHERE locked_by IS NOT NULL AND ${holdNumber("locked_by")} NOT IN (SELECT number FROM hold)`,
    [holdClass],
  );
  return rows.map(({ id }) => id);
}
