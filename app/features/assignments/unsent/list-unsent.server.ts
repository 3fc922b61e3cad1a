import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { decryptAddress } from "../../recipients/recipient-encryption.server";
import { maxCounted, type UnsentCode } from "./unsent-code";

/** Codes that recipients can still use and whose address is known. */
const isToSend = `assignment.unsent_since IS NOT NULL AND assignment.released_at IS NULL
  AND code.state = 'assigned' AND recipient.address IS NOT NULL`;

const fromUnsent = `assignment
  JOIN current_code AS code ON code.shop_id = $1 AND code.id = assignment.code_id
  JOIN readable.recipient ON recipient.shop_id = $1 AND recipient.id = assignment.recipient_id`;

type Row = Omit<UnsentCode, "recipient" | "pool"> & {
  address: Buffer;
  poolId: number;
  poolName: string;
};

/**
 * Replacement codes to send, in the order they were assigned: up to `limit` of them after
 * `afterId`.
 */
export async function listUnsent(
  services: Pick<Services, "database" | "keyring">,
  shop: Pick<ShopContext, "id">,
  { afterId, throughId, limit }: { afterId: number; throughId: number | null; limit: number },
): Promise<UnsentCode[]> {
  const rows = await services.database.query<Row>(
    `SELECT assignment.id AS "assignmentId", recipient.address, code.code,
            assignment.expires_at AS "expiresAt", old_code.code AS "insteadOf",
            shop_order.name AS "order", pool.id AS "poolId", pool.name AS "poolName",
            assignment.unsent_since AS since
       FROM ${fromUnsent}
       JOIN readable.pool ON pool.shop_id = $1 AND pool.id = assignment.pool_id
       LEFT JOIN readable.replacement
         ON replacement.shop_id = $1 AND replacement.new_assignment_id = assignment.id
       LEFT JOIN readable.shop_order ON shop_order.shop_id = $1 AND shop_order.id = replacement.order_id
       LEFT JOIN assignment AS old ON old.shop_id = $1
        AND old.id = coalesce(replacement.assignment_id, assignment.replaces_id)
       LEFT JOIN readable.code AS old_code ON old_code.shop_id = $1 AND old_code.id = old.code_id
      WHERE assignment.shop_id = $1 AND ${isToSend} AND assignment.id > $2
        AND ($3::bigint IS NULL OR assignment.id <= $3)
      ORDER BY assignment.id LIMIT $4`,
    [shop.id, afterId, throughId, limit],
  );
  return rows.map(({ address, poolId, poolName, ...row }) => ({
    ...row,
    recipient: decryptAddress(services, shop, address),
    pool: { id: poolId, name: poolName },
  }));
}

/**
 * The number of codes to send, counted up to `maxCounted` + 1, and the newest assignment among
 * them.
 */
export async function countUnsent(
  { database }: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
): Promise<{ count: number; newestId: number | null }> {
  const [row] = await database.query<{ count: number; newestId: number | null }>(
    `SELECT count(*) AS count, (SELECT max(id) FROM assignment
               WHERE shop_id = $1 AND unsent_since IS NOT NULL) AS "newestId"
       FROM (SELECT 1 FROM ${fromUnsent} WHERE assignment.shop_id = $1 AND ${isToSend}
              LIMIT ${maxCounted + 1}) AS unsent`,
    [shop.id],
  );
  return row ?? { count: 0, newestId: null };
}
