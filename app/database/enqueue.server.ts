import type { Database, Sql } from "./database.server";
import { type JobName, type JobPayload, type JobPriority, jobCatalogue } from "./job-catalogue";

/** Lower numbers run first. */
export const queuePriority: Record<JobPriority, number> = { urgent: -10, normal: 0, bulk: 10 };

/**
 * Flags a job with its shop, for fair scheduling. Urgent jobs have their own flag, so a shop's bulk
 * jobs never delay its urgent ones.
 */
function flagsOf(priority: JobPriority, payload: unknown): string[] {
  const { shopId } = payload as { shopId?: number };
  return shopId === undefined ? [] : [`${priority}:${shopId}`];
}

/**
 * Enqueues a job in the caller's transaction: it runs if and only if that commits. With a `key`, it
 * replaces a pending job with the same key. Jobs of the same `queue` run one at a time.
 */
export async function enqueue<Name extends JobName>(
  sql: Sql,
  name: Name,
  payload: JobPayload<Name>,
  options: { key?: string; queue?: string; runAt?: Date } = {},
): Promise<void> {
  const { payload: schema, attempts, priority } = jobCatalogue[name];
  const parsed = schema.parse(payload);
  await sql.query(
    `SELECT graphile_worker.add_job(
       identifier => $1, payload => $2::json, max_attempts => $3, job_key => $4, run_at => $5,
       queue_name => $6, priority => $7, flags => $8::text[])`,
    [
      name,
      JSON.stringify(parsed),
      attempts,
      options.key ?? null,
      options.runAt ?? null,
      options.queue ?? null,
      queuePriority[priority],
      flagsOf(priority, parsed),
    ],
  );
}

/**
 * Makes sure a job with the key runs after now; a pending one is enough. Cheaper than `enqueue`
 * when thousands request the same job. Only for committed data, because a pending job may start
 * before the caller's transaction commits.
 */
export async function enqueueOnce<Name extends JobName>(
  database: Database,
  name: Name,
  payload: JobPayload<Name>,
  key: string,
): Promise<void> {
  const waiting = await database.query(
    `SELECT 1 FROM graphile_worker.jobs
      WHERE key = $1 AND locked_at IS NULL AND attempts = 0 AND run_at <= now()`,
    [key],
  );
  if (waiting.length === 0) await enqueue(database, name, payload, { key });
}

/** Enqueues many jobs of one kind in one statement. Otherwise like `enqueue`. */
export async function enqueueAll<Name extends JobName>(
  sql: Sql,
  name: Name,
  jobs: readonly { payload: JobPayload<Name>; key: string; queue?: string; runAt?: Date }[],
): Promise<void> {
  if (jobs.length === 0) return;
  const { payload: schema, attempts, priority } = jobCatalogue[name];
  const payloads = jobs.map(({ payload }) => schema.parse(payload));
  await sql.query(
    `SELECT count(*) FROM graphile_worker.add_jobs(ARRAY(
       SELECT ROW($1, payload, queue, run_at, $2, key, $3,
                  string_to_array(flags, ' '))::graphile_worker.job_spec
         FROM unnest($4::json[], $5::text[], $6::text[], $7::timestamptz[], $8::text[])
                AS job (payload, key, queue, run_at, flags)))`,
    [
      name,
      attempts,
      queuePriority[priority],
      payloads.map((payload) => JSON.stringify(payload)),
      jobs.map(({ key }) => key),
      jobs.map(({ queue }) => queue ?? null),
      jobs.map(({ runAt }) => runAt ?? null),
      payloads.map((payload) => flagsOf(priority, payload).join(" ")),
    ],
  );
}
