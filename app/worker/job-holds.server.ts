import pg from "pg";
import type { Services } from "../services.server";

/** First half of the advisory locks that say "a living process works on this job". */
const holdClass = 4_170_002;

/** Between taking a job and holding it lie milliseconds; nobody is declared dead before. */
const graceSeconds = 3;
const sweepMilliseconds = 2000;

export interface JobHolds {
  /** Says that this process works on the job until `work` ends. */
  whileHeld<T>(jobId: string, work: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

/**
 * Gives the jobs of dead processes back at once. The queue itself would wait four hours, because it
 * cannot tell a dead worker from a slow one. PostgreSQL can: each process holds its jobs by advisory
 * locks of one connection, which end with the process, however it ends. `onLost` is called when that
 * connection breaks: the process must end then, since others will take its jobs.
 */
export async function holdJobs(
  { database, log }: Pick<Services, "database" | "log">,
  onLost: () => void,
): Promise<JobHolds> {
  const connection = new pg.Client(database.pool.options as pg.ClientConfig);
  await connection.connect();
  let stopped = false;
  connection.on("error", () => {
    if (!stopped) onLost();
  });
  const sweep = () =>
    freeDeadJobs(database).catch((error: unknown) => log.warn({ err: error }, "sweep failed"));
  await sweep();
  const timer = setInterval(() => void sweep(), sweepMilliseconds);
  return {
    whileHeld: async (jobId, work) => {
      await connection.query("SELECT pg_advisory_lock($1, $2)", [holdClass, lockNumber(jobId)]);
      try {
        return await work();
      } finally {
        await connection.query("SELECT pg_advisory_unlock($1, $2)", [holdClass, lockNumber(jobId)]);
      }
    },
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await connection.end();
    },
  };
}

async function freeDeadJobs(database: Services["database"]): Promise<void> {
  await database.query(
    `SELECT graphile_worker.force_unlock_workers(array_agg(DISTINCT job.locked_by))
       FROM graphile_worker._private_jobs AS job
      WHERE job.locked_at < clock_timestamp() - make_interval(secs => $1)
        AND NOT EXISTS (
          SELECT 1 FROM pg_locks AS held
           WHERE held.locktype = 'advisory' AND held.objsubid = 2 AND held.granted
             AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database())
             AND held.classid::bigint = $2 AND held.objid::bigint = job.id % 2147483648)
     HAVING count(*) > 0`,
    [graceSeconds, holdClass],
  );
}

/** Advisory locks of two numbers have 31 bits for the second; the queue's ids may grow past it. */
function lockNumber(jobId: string): number {
  return Number(BigInt(jobId) % 2_147_483_648n);
}
