import { recordEvents } from "../../../platform/record-events";

const incoming = `jsonb_to_recordset($2::jsonb) AS told (
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
WITH told AS MATERIALIZED (SELECT * FROM ${incoming})${parts.receipts}, seen AS MATERIALIZED (
  SELECT told.*, (SELECT updated_at FROM shop_order AS known
                   WHERE known.shop_id = $1 AND known.id = told.id) AS known_at
    FROM told ${parts.fresh}
), ours AS MATERIALIZED (
  SELECT DISTINCT ON (id) * FROM seen
   WHERE known_at IS NOT NULL OR EXISTS (
     SELECT 1 FROM readable.code WHERE code.shop_id = $1 AND code.code_key = ANY (ARRAY(
       SELECT carried ->> 'key' FROM jsonb_array_elements(seen.codes) AS carried)))
   ORDER BY id, "updatedAt" DESC
), written AS (
  INSERT INTO shop_order (shop_id, id, name, updated_at, ordered_at, cancelled_at, fully_refunded,
                          test, currency, total, refunded, codes, email_key, customer_key,
                          customer_email_key, alias_keys)
  SELECT $1, id, name, "updatedAt", "orderedAt", "cancelledAt", "fullyRefunded", test, currency,
         total, refunded, codes, decode("emailKey", 'hex'), decode("customerKey", 'hex'),
         decode("customerEmailKey", 'hex'),
         ARRAY(SELECT decode(key, 'hex') FROM unnest("aliasKeys") AS key)
    FROM ours WHERE refunded IS NOT NULL
                AND (known_at IS NULL OR ${parts.replaces.replaceAll("@", "known_at")})
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
  SELECT id FROM ours
   WHERE refunded IS NULL AND (known_at IS NULL OR known_at <= "updatedAt")
  UNION
  SELECT id FROM ours
   WHERE refunded IS NOT NULL AND known_at = "updatedAt" AND NOT (${parts.replaces.replaceAll("@", "known_at")})
     AND EXISTS (SELECT 1 FROM shop_order AS known
       WHERE known.shop_id = $1 AND known.id = ours.id
         AND (known.cancelled_at, known.fully_refunded, known.total, known.refunded, known.codes)
               IS DISTINCT FROM ("cancelledAt", "fullyRefunded", ours.total, ours.refunded, ours.codes))
  UNION
  SELECT ours.id FROM ours
    JOIN seen AS other ON other.id = ours.id AND other."updatedAt" = ours."updatedAt"
     AND (other."cancelledAt", other."fullyRefunded", other.total, other.refunded, other.codes)
           IS DISTINCT FROM (ours."cancelledAt", ours."fullyRefunded", ours.total, ours.refunded, ours.codes)
   ORDER BY id
)
SELECT (SELECT count(*) FROM written) AS written, ARRAY(SELECT id FROM unclear) AS unclear,
       ARRAY(SELECT id FROM ours
              WHERE refunded IS NOT NULL AND (known_at IS NULL OR ${parts.replaces.replaceAll("@", "known_at")})
                AND NOT EXISTS (SELECT 1 FROM written WHERE written.id = ours.id)) AS overtaken`;
}

/**
 * Finds orders (JSON, second parameter; the shop is the first) with a stored state of the same
 * version that differs. For orders that another process stored meanwhile, which the first statement
 * can't see.
 */
export const findConflicting = `
SELECT DISTINCT told.id FROM ${incoming}
  JOIN shop_order AS known ON known.shop_id = $1 AND known.id = told.id
 WHERE known.updated_at = "updatedAt"
   AND (known.cancelled_at, known.fully_refunded, known.total, known.refunded, known.codes)
         IS DISTINCT FROM ("cancelledAt", "fullyRefunded", told.total, told.refunded, told.codes)`;

/** For events. Their receipts make sure none is processed twice. */
export const storeEvents = statement({
  receipts: `, fresh AS (${recordEvents("told", "$3", "$4")}
)`,
  fresh: `JOIN fresh ON fresh.topic = told.topic AND fresh.event_id = told."eventId"`,
  replaces: `@ < "updatedAt"`,
});

/** For orders just read: they win over a stored state of the same version. */
export const storeRead = statement({
  receipts: "",
  fresh: "",
  replaces: `@ <= "updatedAt"`,
});
