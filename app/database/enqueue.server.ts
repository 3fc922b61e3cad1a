import { type JobName, type JobPayload, jobCatalogue } from "../core/job-catalogue";
import type { Database, Sql } from "./database.server";

/**
 * Puts a job in the queue, in the caller's transaction: it runs when, and only when, that commits.
 * With a `key`, a job of the same key that has not started yet is replaced instead of doubled. Jobs of
 * one `queue` run one after the other.
 */
export async function enqueue<Name extends JobName>(
  sql: Sql,
  name: Name,
  payload: JobPayload<Name>,
  options: { key?: string; queue?: string; runAt?: Date } = {},
): Promise<void> {
  const { payload: schema, attempts } = jobCatalogue[name];
  await sql.query(
    `SELECT graphile_worker.add_job(
       identifier => $1, payload => $2::json, max_attempts => $3, job_key => $4, run_at => $5,
       queue_name => $6)`,
    [
      name,
      JSON.stringify(schema.parse(payload)),
      attempts,
      options.key ?? null,
      options.runAt ?? null,
      options.queue ?? null,
    ],
  );
}

/**
 * Lets a job of the key run after now: one that waits already will do. Cheaper than `enqueue` where
 * thousands want the same job, and only for what is committed: a job that waits may begin before the
 * caller's transaction ends.
 */
export async function enqueueOnce<Name extends JobName>(
  database: Database,
  name: Name,
  payload: JobPayload<Name>,
  key: string,
): Promise<void> {
  const waiting = await database.query(
    `SELECT 1 FROM graphile_worker._private_jobs
      WHERE key = $1 AND locked_at IS NULL AND attempts = 0 AND run_at <= now()`,
    [key],
  );
  if (waiting.length === 0) await enqueue(database, name, payload, { key });
}

/** Puts many jobs of one kind in the queue with one statement; as `enqueue` otherwise. */
export async function enqueueAll<Name extends JobName>(
  sql: Sql,
  name: Name,
  jobs: readonly { payload: JobPayload<Name>; key: string; queue?: string }[],
): Promise<void> {
  if (jobs.length === 0) return;
  const { payload: schema, attempts } = jobCatalogue[name];
  await sql.query(
    `SELECT count(*) FROM graphile_worker.add_jobs(ARRAY(
       SELECT ROW($1, payload, queue, NULL, $2, key, NULL, NULL)::graphile_worker.job_spec
         FROM unnest($3::json[], $4::text[], $5::text[]) AS job (payload, key, queue)))`,
    [
      name,
      attempts,
      jobs.map(({ payload }) => JSON.stringify(schema.parse(payload))),
      jobs.map(({ key }) => key),
      jobs.map(({ queue }) => queue ?? null),
    ],
  );
}
