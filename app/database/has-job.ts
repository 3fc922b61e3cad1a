/**
 * SQL: whether a job with the key `key` (SQL, too) runs or will run. False when it was lost, or used
 * up its attempts.
 */
export function hasJob(key: string): string {
  return `EXISTS (SELECT 1 FROM graphile_worker.jobs AS job
    WHERE job.key = ${key} AND (job.locked_at IS NOT NULL OR job.attempts < job.max_attempts))`;
}
