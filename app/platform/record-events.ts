/**
 * SQL fragment that records many events of one shop, like `recordEvent`. Returns those seen for the
 * first time as (topic, event_id). `events` has (topic, "eventId"); `shopDomain` and `now` are SQL
 * expressions. Sorted to avoid deadlocks.
 */
export function recordEvents(events: string, shopDomain: string, now: string): string {
  return `
  INSERT INTO webhook_receipt (shop_domain, topic, event_id, received_at)
  SELECT DISTINCT ${shopDomain}, topic, "eventId", ${now}::timestamptz FROM ${events} ORDER BY topic, "eventId"
  ON CONFLICT DO NOTHING RETURNING topic, event_id`;
}
