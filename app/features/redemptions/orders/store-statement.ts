import { recordEvents } from "../../../platform/record-events";

const incoming = `jsonb_to_recordset($2::jsonb) AS incoming (
    topic text, "eventId" text, id text, name text, "updatedAt" timestamptz, "orderedAt" timestamptz,
    "cancelledAt" timestamptz, "fullyRefunded" bool, test bool, currency text, total numeric,
    refunded numeric, codes jsonb, "emailKey" text, "customerKey" text,
    "customerEmailKey" text, "aliasKeys" text[])`;

/**
 * The statement that stores orders. Parameters: the shop, the orders as JSON (`OrderState` each,
 * events with topic and ID); for events also the shop's domain and the current time.
 * An order is stored if it carries one of our codes or is known, and is newer than the stored
 * state. Of several states of one order, the newest counts. One without its refunded amount isn't
 * stored, but returned as unclear. Everything is sorted to avoid deadlocks. Known orders are looked
 * up one by one: with outdated table statistics, the planner would otherwise scan the whole table.
 */
function statement(parts: { receipts: string; fresh: string; replaces: string }): string {
  return `
WITH incoming AS MATERIALIZED (SELECT * FROM ${incoming})${parts.receipts}, versions AS MATERIALIZED (
  SELECT incoming.*, (SELECT updated_at FROM shop_order AS stored
                   WHERE stored.shop_id = $1 AND stored.id = incoming.id) AS stored_at
    FROM incoming ${parts.fresh}
), own AS MATERIALIZED (
  SELECT DISTINCT ON (id) * FROM versions
   WHERE stored_at IS NOT NULL OR EXISTS (
     SELECT 1 FROM readable.code WHERE code.shop_id = $1 AND code.code_key = ANY (ARRAY(
       SELECT item ->> 'key' FROM jsonb_array_elements(versions.codes) AS item)))
   ORDER BY id, "updatedAt" DESC
), written AS (
  INSERT INTO shop_order (shop_id, id, name, updated_at, ordered_at, cancelled_at, fully_refunded,
                          test, currency, total, refunded, codes, email_key, customer_key,
                          customer_email_key, alias_keys)
  SELECT $1, id, name, "updatedAt", "orderedAt", "cancelledAt", "fullyRefunded", test, currency,
         total, refunded, codes, decode("emailKey", 'hex'), decode("customerKey", 'hex'),
         decode("customerEmailKey", 'hex'),
         ARRAY(SELECT decode(key, 'hex') FROM unnest("aliasKeys") AS key)
    FROM own WHERE refunded IS NOT NULL
                AND (stored_at IS NULL OR ${parts.replaces.replaceAll("@", "stored_at")})
   ORDER BY id
  ON CONFLICT (shop_id, id) DO UPDATE SET
    name = excluded.name, updated_at = excluded.updated_at, ordered_at = excluded.ordered_at,
    cancelled_at = excluded.cancelled_at, fully_refunded = excluded.fully_refunded,
    test = excluded.test, currency = excluded.currency, total = excluded.total,
    refunded = excluded.refunded, codes = excluded.codes, settled = false,
    set_aside_until = NULL,
    email_key = CASE WHEN shop_order.buyer_erased THEN NULL ELSE excluded.email_key END,
    customer_key = CASE WHEN shop_order.buyer_erased THEN NULL ELSE excluded.customer_key END,
    customer_email_key =
      CASE WHEN shop_order.buyer_erased THEN NULL ELSE excluded.customer_email_key END,
    alias_keys = CASE WHEN shop_order.buyer_erased THEN '{}' ELSE excluded.alias_keys END
  WHERE ${parts.replaces.replaceAll("@", "shop_order.updated_at").replaceAll('"updatedAt"', "excluded.updated_at")}
  RETURNING id
), unclear AS (
  SELECT id FROM own
   WHERE refunded IS NULL AND (stored_at IS NULL OR stored_at <= "updatedAt")
  UNION
  SELECT id FROM own
   WHERE refunded IS NOT NULL AND stored_at = "updatedAt" AND NOT (${parts.replaces.replaceAll("@", "stored_at")})
     AND EXISTS (SELECT 1 FROM shop_order AS stored
       WHERE stored.shop_id = $1 AND stored.id = own.id
         AND (stored.cancelled_at, stored.fully_refunded, stored.total, stored.refunded, stored.codes)
               IS DISTINCT FROM ("cancelledAt", "fullyRefunded", own.total, own.refunded, own.codes))
  UNION
  SELECT own.id FROM own
    JOIN versions AS other ON other.id = own.id AND other."updatedAt" = own."updatedAt"
     AND (other."cancelledAt", other."fullyRefunded", other.total, other.refunded, other.codes)
           IS DISTINCT FROM (own."cancelledAt", own."fullyRefunded", own.total, own.refunded, own.codes)
   ORDER BY id
)
SELECT (SELECT count(*) FROM written) AS written, ARRAY(SELECT id FROM unclear) AS unclear,
       ARRAY(SELECT id FROM own
              WHERE refunded IS NOT NULL AND (stored_at IS NULL OR ${parts.replaces.replaceAll("@", "stored_at")})
                AND NOT EXISTS (SELECT 1 FROM written WHERE written.id = own.id)) AS raced`;
}

/**
 * Finds orders (JSON, second parameter; the shop is the first) with a stored state of the same
 * version that differs. For orders that another process stored meanwhile, which the first statement
 * can't see.
 */
export const findConflicting = `
SELECT DISTINCT incoming.id FROM ${incoming}
  JOIN shop_order AS stored ON stored.shop_id = $1 AND stored.id = incoming.id
 WHERE stored.updated_at = "updatedAt"
   AND (stored.cancelled_at, stored.fully_refunded, stored.total, stored.refunded, stored.codes)
         IS DISTINCT FROM ("cancelledAt", "fullyRefunded", incoming.total, incoming.refunded, incoming.codes)`;

/** For events. Their receipts make sure none is processed twice. */
export const storeEvents = statement({
  receipts: `, fresh AS (${recordEvents("incoming", "$3", "$4")}
)`,
  fresh: `JOIN fresh ON fresh.topic = incoming.topic AND fresh.event_id = incoming."eventId"`,
  replaces: `@ < "updatedAt"`,
});

/** For orders just read: they win over a stored state of the same version. */
export const storeRead = statement({
  receipts: "",
  fresh: "",
  replaces: `@ <= "updatedAt"`,
});
