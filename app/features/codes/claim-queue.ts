import { positionsPerChunk } from "../pools/stock/positions";
import { isLiveInOpenPool } from "./publishing/live-code";

/*
 * Parts of the statement that claims codes. Its first parameters are the shop, the pool, now, the claim
 * cursor and the number of claims. Its query `due` has the end of "use within N days" by `days`. The
 * transaction holds the pool's lock.
 */

/** Marks the codes that `queue` selected as assigned. */
const taken = `
), taken AS (
  -- By ctid, which can't change while the pool is locked: saves a second index lookup.
  UPDATE code SET stored_state = 'assigned', expires_at = LEAST(
           use_by, (SELECT ends_at FROM due WHERE due.days = code.use_within_days))
   WHERE shop_id = $1 AND ctid = ANY ((SELECT places FROM queue)::tid[])
  RETURNING id, position, code, message, expires_at, ${isLiveInOpenPool} AS live`;

/**
 * The next codes of the queue: `queue` has their `count` and `last` position, `taken` the codes, marked
 * as assigned.
 */
export const takeNext = `
  SELECT count(*) AS count, max(position) AS last, array_agg(place) AS places
    FROM (SELECT ctid AS place, position FROM code
           WHERE shop_id = $1 AND pool_id = $2 AND stored_state = 'available' AND position > $4
             AND (expires_at IS NULL OR expires_at > $3)
           ORDER BY position LIMIT $5) AS next${taken}`;

/** How many codes past the next ones a claim examines to find codes that are live. */
const lookAhead = 2_500;

/**
 * Like `takeNext`, for a pool with codes that are still uploading or known to be missing in the store:
 * of the next codes, live ones go first. Uploads finish roughly in queue order, so a short look-ahead is
 * enough.
 */
export const takeLiveFirst = `
  SELECT count(*) FILTER (WHERE place <= $5) AS count,
         array_agg(spot) FILTER (WHERE place <= $5) AS places,
         coalesce(min(position) FILTER (WHERE place > $5) - 1, max(position)) AS last
    FROM (SELECT spot, position, row_number() OVER (ORDER BY late, position) AS place
            FROM (SELECT ctid AS spot, position, publish_status = 'uploading' OR in_store IS FALSE AS late
                    FROM code
                   WHERE shop_id = $1 AND pool_id = $2 AND stored_state = 'available' AND position > $4
                     AND (expires_at IS NULL OR expires_at > $3)
                   ORDER BY position LIMIT $5::bigint + ${lookAhead}) AS near) AS next${taken}`;

/**
 * For a pool whose codes are sealed: `taken` are new codes, inserted as assigned in the order of $19
 * (codes) and $20 (their keys), so that each keeps the place of the claim it was made for. $21: when
 * they expire; $22 to $24: their dates. They wait for their upload.
 */
export const insertSealed = `
  -- A chunk of positions at the end of the queue, as \`nextPositions\` allocates them.
  SELECT nextval('code_position_seq') * ${positionsPerChunk} AS first
), taken AS (
  INSERT INTO code (shop_id, pool_id, position, stored_state, publish_status, created_at, expires_at,
                    assign_by, use_by, use_within_days, code, code_key)
  SELECT $1, $2, queue.first + fresh.place - 1, 'assigned', 'uploading', $3, $21::timestamptz,
         $22::timestamptz, $23::timestamptz, $24::int, fresh.code, fresh.key
    FROM queue CROSS JOIN unnest($19::text[], $20::text[]) WITH ORDINALITY AS fresh (code, key, place)
  RETURNING id, position, code, message, expires_at, false AS live`;

/** The code of a shared pool. It stays available. */
export const readShared = `
  SELECT id, code, message, expires_at, use_within_days, ${isLiveInOpenPool} AS live FROM code
   WHERE shop_id = $1 AND pool_id = $2 AND stored_state = 'available' AND position > $4
     AND (expires_at IS NULL OR expires_at > $3)
   ORDER BY position LIMIT LEAST($5::bigint, 1)`;

/** SQL: the last position of the pool's queue. */
export const endOfQueue = `(
      SELECT max(position) FROM code WHERE shop_id = $1 AND pool_id = $2 AND stored_state = 'available')`;
