import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { reuseSince } from "../../assignments/allocation/reuse-since";
import type { ResendPolicy } from "../../pools/pool";

/**
 * Counts a campaign's distinct recipients, and those that would keep a code of its pool that they
 * already have. Two identities of one person count once.
 */
export async function countHolders(
  { database, clock }: Services,
  shop: ShopContext,
  { id, poolId }: { id: number; poolId: number },
): Promise<{ people: number; holding: number }> {
  const [pool] = await database.query<{ resendPolicy: ResendPolicy; resendDays: number | null }>(
    `SELECT resend_policy AS "resendPolicy", resend_days AS "resendDays" FROM readable.pool
      WHERE shop_id = $1 AND id = $2`,
    [shop.id, poolId],
  );
  if (!pool) throw new Error(`Campaign ${id} has no pool.`);
  const now = clock.now();
  const since = reuseSince(pool, now, shop.timeZone);
  const [counts] = await database.transaction(
    async (tx) => {
      // Enough to sort a million keys in memory.
      await tx.query("SET LOCAL work_mem = '128MB'");
      return tx.query<{ people: number; holding: number }>(
        `WITH person AS MATERIALIZED (
       SELECT DISTINCT key FROM campaign_recipient
        WHERE shop_id = $1 AND campaign_id = $2 AND key IS NOT NULL
     ), known AS MATERIALIZED (
       SELECT recipient.id, recipient.identity_group_id
         FROM person JOIN readable.recipient ON recipient.shop_id = $1 AND recipient.key = person.key
     ), named AS (
-- Including the other identities of the same person.
       SELECT coalesce(identity_group_id, id) AS identity_group_id, id FROM known
        UNION ALL
       SELECT identity_group_id, id FROM readable.recipient AS other
        WHERE shop_id = $1
          AND identity_group_id IN (SELECT identity_group_id FROM known WHERE identity_group_id IS NOT NULL)
     ), holder AS (
       SELECT DISTINCT identity_group_id FROM named
        WHERE $5::timestamptz IS NOT NULL AND EXISTS (
          SELECT 1 FROM readable.assignment JOIN current_code AS code ON code.shop_id = $1 AND code.id = assignment.code_id
           WHERE assignment.shop_id = $1 AND assignment.recipient_id = named.id
             AND (assignment.pool_id = $3 OR assignment.requested_pool_id = $3)
             AND assignment.released_at IS NULL AND assignment.assigned_at >= $5
             AND code.state = CASE WHEN assignment.shared THEN 'available' ELSE 'assigned' END::code_state
             AND (assignment.expires_at IS NULL OR assignment.expires_at > $4)))
     SELECT (SELECT count(*) FROM person)
              - (SELECT count(identity_group_id) - count(DISTINCT identity_group_id) FROM known) AS people,
            (SELECT count(*) FROM holder) AS holding`,
        [shop.id, id, poolId, now, since === "never" ? null : since],
      );
    },
    { longStatements: true },
  );
  if (!counts) throw new Error("Counting returned no row.");
  return counts;
}
