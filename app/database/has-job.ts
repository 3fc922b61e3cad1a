/**
 * SQL condition: a job with the key `key` (SQL) is running or will run. False if it was lost or has
 * used up its attempts.
 */
export function hasJob(key: string): string {
  return `EXISTS (SELECT 1 FROM graphile_worker.jobs AS job
    WHERE job.key = ${key} AND (job.locked_at IS NOT NULL OR job.attempts < job.max_attempts))`;
}
