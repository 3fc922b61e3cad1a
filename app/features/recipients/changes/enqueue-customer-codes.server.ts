import type { Sql } from "../../../database/database.server";
import { enqueue } from "../../../database/enqueue.server";

/** How long a job waits, so that changes made together are written together. */
const delaySeconds = 1;

/**
 * Makes sure that a job soon writes the shop's marked customers to the platform. Thousands of
 * assignments request it, so a pending job is enough and isn't locked. It starts after the delay, so
 * it sees what a transaction commits until then. If one takes longer, the sweep enqueues the next.
 */
export async function enqueueCustomerCodes(sql: Sql, shopId: number): Promise<void> {
  const key = `write-customer-codes:${shopId}`;
  const [job] = await sql.query<{ runAt: Date }>(
    `SELECT now() + make_interval(secs => $2) AS "runAt" WHERE NOT EXISTS (
       SELECT 1 FROM graphile_worker.jobs
        WHERE key = $1 AND locked_at IS NULL AND attempts = 0
          AND run_at <= now() + make_interval(secs => $2))`,
    [key, delaySeconds],
  );
  if (job) await enqueue(sql, "write-customer-codes", { shopId }, { key, queue: key, ...job });
}
