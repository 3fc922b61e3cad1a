import {
  endOfQueue,
  insertSealed,
  readShared,
  takeLiveFirst,
  takeNext,
} from "../../codes/claim-queue";
import {
  countClaimed,
  countDailyTotal,
  countDay,
  countRecipients,
  countSealed,
} from "../../pools/stock/claim-figures";
import { insertClaimants } from "../../recipients/insert-claimants";

/**
 * The statement that assigns codes. Its parameters, in order: shop; pool; now; claim cursor; number
 * of claims; per claim, in order of index: recipient key, encrypted address (null if already stored),
 * recipient ID (null for a new recipient, or one stored by its hash only); the distinct "use within N
 * days" of the next codes, and when each of them ends; the requested pool (null: this one); source;
 * per idempotency key: key, fingerprint, and the claim index or the assignment that serves it; the
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
), new_recipient AS (${insertClaimants("paired WHERE recipient_id IS NULL")}
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
), pool_day_counted AS (${countDay("claimed")}
), daily_total_counted AS (${countDailyTotal("claimed")}
)
SELECT claim_index AS "claimIndex", id, recipient_id AS "recipientId", code, message, expires_at AS "expiresAt", live FROM claimed ORDER BY claim_index`;
}

const uniqueParts = {
  paired: `
  SELECT pair.*, false AS shared FROM (
    SELECT array_agg(id ORDER BY position) AS ids, array_agg(code ORDER BY position) AS codes,
           array_agg(message ORDER BY position) AS messages,
           array_agg(expires_at ORDER BY position) AS expiries,
           array_agg(live ORDER BY position) AS live_flags FROM taken) AS claimable
  CROSS JOIN LATERAL
    unnest($6::bytea[], $7::bytea[], $18::bytea[], $8::bigint[], claimable.ids, claimable.codes,
           claimable.messages, claimable.expiries, claimable.live_flags)
      WITH ORDINALITY
      AS pair (key, address, domain_key, recipient_id, code_id, code, message, expires_at, live, claim_index)
   WHERE pair.code_id IS NOT NULL`,
  counted: countClaimed(endOfQueue),
};

/** For pools whose codes belong to one recipient each. */
export const claimUnique = statement({
  ...uniqueParts,
  queue: takeNext,
});

/**
 * Like `claimUnique`, for a pool with codes that are still uploading or known to be missing in the
 * store: of the next codes, live ones go first. Uploads finish roughly in queue order, so a short
 * look-ahead is enough.
 */
export const claimLiveFirst = statement({
  ...uniqueParts,
  queue: takeLiveFirst,
});

/**
 * For pools whose codes are sealed: inserts the codes that were made for the claims, in their order,
 * as assigned. More parameters: the codes; their keys; when they expire; their pool expiration; their
 * user expiration, absolute and in days. As many codes as claims. Fails if one of the codes exists.
 */
export const claimSealed = statement({
  ...uniqueParts,
  queue: insertSealed,
  counted: countSealed,
});

/** For pools with one shared code: it stays available, and the stock counts its recipients. */
export const claimShared = statement({
  queue: readShared,
  paired: `
  SELECT request.claim_index, request.key, request.address, request.domain_key, request.recipient_id, queue.id AS code_id, queue.code,
         queue.message, LEAST(queue.expires_at, due.ends_at) AS expires_at,
         queue.live, true AS shared
    FROM unnest($6::bytea[], $7::bytea[], $18::bytea[], $8::bigint[])
           WITH ORDINALITY AS request (key, address, domain_key, recipient_id, claim_index)
    CROSS JOIN queue LEFT JOIN due ON due.days = queue.use_within_days`,
  // A recipient who already holds the code was counted with an earlier assignment.
  counted: countRecipients(`
    SELECT count(DISTINCT recipient_id) AS count FROM claimed
     WHERE NOT EXISTS (
       SELECT 1 FROM assignment AS earlier
        WHERE earlier.shop_id = $1 AND earlier.recipient_id = claimed.recipient_id
          AND earlier.pool_id = $2 AND earlier.shared AND earlier.released_at IS NULL)`),
});
