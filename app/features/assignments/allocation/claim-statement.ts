import { isLiveInOpenPool } from "../../codes/live-code";
import { dailyTotalsShards } from "../../pools/stock/daily-totals-shards";

/**
 * The statement that assigns codes. Its parameters, in order: shop; pool; now; claim cursor; number
 * of claims; per claim, in order of index: recipient key, encrypted address (null if already stored),
 * recipient ID (null for a new recipient, or one stored by its hash only); the distinct "use within N
 * days" of the next codes, and when each of them ends; the requested pool (null: this one); source;
 * per idempotency key: key, fingerprint, and the claim index or the assignment that answers it; the
 * day in the shop's time zone; per claim the key of the recipient's domain (null if already stored).
 *
 * The transaction holds the pool's lock, so no other transaction changes the state of its codes.
 *
 * Codes and recipients are paired by unnesting their arrays together, not by a join. Right after an
 * import the database has no statistics: it expects a single code in the queue, and would join ten
 * thousand codes with ten thousand recipients in a nested loop.
 */
function statement(parts: { queue: string; paired: string; counted: string }): string {
  return `
WITH due AS (
  SELECT * FROM unnest($9::int[], $10::timestamptz[]) AS due (days, ends_at)
), queue AS MATERIALIZED (${parts.queue}
), paired AS MATERIALIZED (${parts.paired}
), new_recipient AS (
  -- Sorted, so two pools that insert the same recipients lock them in the same order. Another
  -- transaction may have inserted one since we looked: the update then returns its row. The address
  -- of a recipient that was stored by its hash only is filled in.
  INSERT INTO recipient (shop_id, key, address, domain_key)
SELECT DISTINCT ON (key) $1::int, key, address, domain_key FROM paired
   WHERE recipient_id IS NULL ORDER BY key
  ON CONFLICT (shop_id, key) DO UPDATE SET
    address = coalesce(recipient.address, excluded.address),
    domain_key = coalesce(recipient.domain_key, excluded.domain_key)
  RETURNING id, key
), claimed AS MATERIALIZED (
  -- A full join, because PostgreSQL never runs one as a nested loop. It adds no rows: every new
  -- recipient has a pair.
  SELECT nextval('assignment_id_seq') AS id, claim_index, code_id, code, message, expires_at, live, shared,
         coalesce(paired.recipient_id, new_recipient.id) AS recipient_id
    FROM paired FULL JOIN new_recipient
      ON new_recipient.key = CASE WHEN paired.recipient_id IS NULL THEN paired.key END
   ORDER BY claim_index
), inserted AS (
  INSERT INTO assignment (shop_id, id, pool_id, code_id, recipient_id, assigned_at, expires_at,
                          requested_pool_id, shared, source)
  SELECT $1, id, $2, code_id, recipient_id, $3, expires_at, $11::int, shared, $12 FROM claimed
), recorded AS (
  INSERT INTO idempotency_record (shop_id, request_key, assignment_id, fingerprint)
  SELECT $1, record.key, coalesce(record.assignment_id, claimed.id), record.fingerprint
    FROM unnest($13::text[], $14::bytea[], $15::bigint[], $16::bigint[])
           AS record (key, fingerprint, claim_index, assignment_id)
    LEFT JOIN claimed ON claimed.claim_index = record.claim_index
   WHERE coalesce(record.assignment_id, claimed.id) IS NOT NULL
   ORDER BY record.key
), counted AS (${parts.counted}
), pool_day_counted AS (
  INSERT INTO pool_day (shop_id, pool_id, day, source, assigned)
SELECT $1, $2, $17::date, $12, count(*) FROM claimed HAVING count(*) > 0
  ON CONFLICT (shop_id, pool_id, day, source) DO UPDATE SET assigned = pool_day.assigned + excluded.assigned
), daily_total_counted AS (
  INSERT INTO daily_total (shop_id, day, source, slot, assigned)
  SELECT $1, $17::date, $12, $2::int % ${dailyTotalsShards}, count(*) FROM claimed HAVING count(*) > 0
  ON CONFLICT (shop_id, day, source, slot) DO UPDATE SET assigned = daily_total.assigned + excluded.assigned
)
SELECT claim_index AS "claimIndex", id, recipient_id AS "recipientId", code, message, expires_at AS "expiresAt", live FROM claimed ORDER BY claim_index`;
}

const uniqueParts = {
  paired: `
  SELECT pair.*, false AS shared FROM (
    SELECT array_agg(id ORDER BY position) AS ids, array_agg(code ORDER BY position) AS codes,
           array_agg(message ORDER BY position) AS messages,
           array_agg(expires_at ORDER BY position) AS expiries,
           array_agg(live ORDER BY position) AS lives FROM taken) AS side
  CROSS JOIN LATERAL
    unnest($6::bytea[], $7::bytea[], $18::bytea[], $8::bigint[], side.ids, side.codes,
           side.messages, side.expiries, side.lives)
      WITH ORDINALITY
      AS pair (key, address, domain_key, recipient_id, code_id, code, message, expires_at, live, claim_index)
   WHERE pair.code_id IS NOT NULL`,
  // A queue that gave fewer codes than requested was read to its end. Codes still in it have expired,
  // so the cursor moves past them and the next claim skips them.
  counted: `
  UPDATE pool_stock SET
    available = available - queue.count, assigned = assigned + queue.count,
    claim_cursor = GREATEST(claim_cursor, CASE WHEN queue.count = $5 THEN queue.last ELSE (
      SELECT max(position) FROM code WHERE shop_id = $1 AND pool_id = $2 AND stored_state = 'available') END)
    FROM queue WHERE shop_id = $1 AND pool_id = $2 AND $5::bigint > 0`,
};

/** Marks the codes that `queue` selected as assigned. */
const taken = `
), taken AS (
  -- By ctid, which can't change while the pool is locked: saves a second index lookup.
  UPDATE code SET stored_state = 'assigned', expires_at = LEAST(
           use_by, (SELECT ends_at FROM due WHERE due.days = code.use_within_days))
   WHERE shop_id = $1 AND ctid = ANY ((SELECT places FROM queue)::tid[])
  RETURNING id, position, code, message, expires_at, ${isLiveInOpenPool} AS live`;

/** For pools whose codes belong to one recipient each. */
export const claimUnique = statement({
  ...uniqueParts,
  queue: `
  SELECT count(*) AS count, max(position) AS last, array_agg(place) AS places
    FROM (SELECT ctid AS place, position FROM code
           WHERE shop_id = $1 AND pool_id = $2 AND stored_state = 'available' AND position > $4
             AND (expires_at IS NULL OR expires_at > $3)
           ORDER BY position LIMIT $5) AS next${taken}`,
});

/** How many codes past the next ones a claim examines to find codes that are live. */
const lookAhead = 2_500;

/**
 * Like `claimUnique`, for a pool with codes that are still uploading or known to be missing in the
 * store: of the next codes, live ones go first. Uploads finish roughly in queue order, so a short
 * look-ahead is enough.
 */
export const claimLiveFirst = statement({
  ...uniqueParts,
  queue: `
  SELECT count(*) FILTER (WHERE place <= $5) AS count,
         array_agg(spot) FILTER (WHERE place <= $5) AS places,
         coalesce(min(position) FILTER (WHERE place > $5) - 1, max(position)) AS last
    FROM (SELECT spot, position, row_number() OVER (ORDER BY late, position) AS place
            FROM (SELECT ctid AS spot, position, publish_status = 'uploading' OR in_store IS FALSE AS late
                    FROM code
                   WHERE shop_id = $1 AND pool_id = $2 AND stored_state = 'available' AND position > $4
                     AND (expires_at IS NULL OR expires_at > $3)
                   ORDER BY position LIMIT $5::bigint + ${lookAhead}) AS near) AS next${taken}`,
});

/** For pools with one shared code: it stays available, and the stock counts its recipients. */
export const claimShared = statement({
  queue: `
  SELECT id, code, message, expires_at, use_within_days, ${isLiveInOpenPool} AS live FROM code
   WHERE shop_id = $1 AND pool_id = $2 AND stored_state = 'available' AND position > $4
     AND (expires_at IS NULL OR expires_at > $3)
   ORDER BY position LIMIT LEAST($5::bigint, 1)`,
  paired: `
  SELECT request.claim_index, request.key, request.address, request.domain_key, request.recipient_id, queue.id AS code_id, queue.code,
         queue.message, LEAST(queue.expires_at, due.ends_at) AS expires_at,
         queue.live, true AS shared
    FROM unnest($6::bytea[], $7::bytea[], $18::bytea[], $8::bigint[])
           WITH ORDINALITY AS request (key, address, domain_key, recipient_id, claim_index)
    CROSS JOIN queue LEFT JOIN due ON due.days = queue.use_within_days`,
  // A recipient who already holds the code was counted with an earlier assignment.
  counted: `
  UPDATE pool_stock SET recipients = recipients + fresh.count
    FROM (SELECT count(DISTINCT recipient_id) AS count FROM claimed
           WHERE NOT EXISTS (
             SELECT 1 FROM assignment AS held
              WHERE held.shop_id = $1 AND held.recipient_id = claimed.recipient_id
                AND held.pool_id = $2 AND held.shared AND held.released_at IS NULL)) AS fresh
   WHERE shop_id = $1 AND pool_id = $2 AND fresh.count > 0`,
});
