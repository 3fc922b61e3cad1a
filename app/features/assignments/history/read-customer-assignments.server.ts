import type { Services } from "../../../services.server";

/** What an identity of a customer was assigned. Without an assignment only its first two facts are there. */
export interface CustomerAssignment {
  /** Null: an identity stored only as a keyed hash. */
  address: Buffer | null;
  blockedAt: Date | null;
  code: string | null;
  pool: string | null;
  source: string | null;
  assignedAt: Date | null;
  expiresAt: Date | null;
  releasedAt: Date | null;
}

/** The identities with these keys (hex), and all that was assigned to them, oldest first. */
export function readCustomerAssignments(
  { database }: Pick<Services, "database">,
  shopId: number,
  keys: readonly string[],
): Promise<CustomerAssignment[]> {
  return database.query<CustomerAssignment>(
    `SELECT recipient.address, recipient.blocked_at AS "blockedAt", code.code, pool.name AS pool, assignment.source,
            assignment.assigned_at AS "assignedAt", assignment.expires_at AS "expiresAt",
            assignment.released_at AS "releasedAt"
       FROM readable.recipient
       LEFT JOIN assignment
         ON assignment.shop_id = recipient.shop_id AND assignment.recipient_id = recipient.id
       LEFT JOIN readable.code ON code.shop_id = assignment.shop_id AND code.id = assignment.code_id
       LEFT JOIN readable.pool ON pool.shop_id = assignment.shop_id AND pool.id = assignment.pool_id
      WHERE recipient.shop_id = $1 AND recipient.key = ANY($2::bytea[])
      ORDER BY assignment.id`,
    [shopId, keys.map((key) => Buffer.from(key, "hex"))],
  );
}
