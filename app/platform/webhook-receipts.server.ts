import type { Sql } from "../database/database.server";
import type { Services } from "../services.server";

/** Identifies a webhook event. */
export interface EventId {
  shopDomain: string;
  topic: string;
  eventId: string;
}

/**
 * Records an event and resolves whether it's new. A concurrent delivery of the same event waits
 * until the transaction of the first one ends.
 */
export async function recordEvent(
  sql: Sql,
  { shopDomain, topic, eventId }: EventId,
  now: Date,
): Promise<boolean> {
  const rows = await sql.query(
    `INSERT INTO webhook_receipt (shop_domain, topic, event_id, received_at)
     VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING 1`,
    [shopDomain, topic, eventId, now],
  );
  return rows.length === 1;
}

/** The platform retries for some hours. A month leaves room for manual redelivery. */
const retentionDays = 30;

/** Deletes old receipts. */
export async function dropOldReceipts({
  database,
  clock,
}: Pick<Services, "database" | "clock">): Promise<void> {
  await database.query(
    "DELETE FROM webhook_receipt WHERE received_at < $1::timestamptz - make_interval(days => $2)",
    [clock.now(), retentionDays],
  );
}
