/**
 * As `recordEvent`, as a part of a statement that stores many events of one shop: returns the ones
 * seen for the first time, as (topic, event_id). `events` has (topic, "eventId"). `shopDomain` and
 * `now` are SQL. Sorted, so that two callers wait for each other in one direction.
 */
export function recordEvents(events: string, shopDomain: string, now: string): string {
  return `
  INSERT INTO webhook_receipt (shop_domain, topic, event_id, received_at)
  SELECT DISTINCT ${shopDomain}, topic, "eventId", ${now}::timestamptz FROM ${events} ORDER BY topic, "eventId"
  ON CONFLICT DO NOTHING RETURNING topic, event_id`;
}
