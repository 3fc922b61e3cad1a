import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { decryptAddress } from "../../recipients/recipient-encryption.server";
import type { UnexpectedKind, UnexpectedUse } from "./unexpected-use";

export interface UnexpectedUsesQuery {
  kind: UnexpectedKind;
  /** Null: all pools. */
  poolId: number | null;
  /** First and last day of the orders, inclusive, `YYYY-MM-DD` in the store's time zone. */
  period: { from: string; to: string };
  /** Cursor: the last row of the previous page. */
  after: UseCursor | null;
  limit: number;
}

/** Position of a row: order time in milliseconds, order ID and code ID. */
interface UseCursor {
  at: number;
  orderId: string;
  codeId: number;
}

export interface UnexpectedUsesPage {
  uses: UnexpectedUse[];
  /** Null: this is the last page. */
  next: UseCursor | null;
}

interface Row extends Omit<UnexpectedUse, "pool" | "recipient"> {
  codeId: number;
  poolId: number;
  poolName: string;
  poolDeleted: boolean;
  address: Buffer | null;
}

const conditions: Record<UnexpectedKind, string> = {
  others: "redemption.buyer = 'other'",
  unassigned: "redemption.assignment_id IS NULL",
};

/**
 * Codes used by someone other than their recipient, newest orders first. Counts what the statistics
 * count: no test, canceled or refunded orders.
 */
export async function listUnexpectedUses(
  services: Pick<Services, "database" | "keyring">,
  shop: Pick<ShopContext, "id" | "timeZone">,
  { kind, poolId, period, after, limit }: UnexpectedUsesQuery,
): Promise<UnexpectedUsesPage> {
  const rows = await services.database.query<Row>(
    `SELECT used.id AS "orderId", used.name AS "order", used.ordered_at AS "orderedAt", code.code,
            redemption.code_id AS "codeId", pool.id AS "poolId", pool.name AS "poolName",
            pool.deleted_at IS NOT NULL AS "poolDeleted", recipient.address,
            trim_scale(redemption.amount)::text AS amount, used.currency
       FROM redemption
       JOIN shop_order AS used ON used.shop_id = $1 AND used.id = redemption.order_id
       JOIN readable.pool ON pool.shop_id = $1 AND pool.id = redemption.pool_id
       LEFT JOIN readable.code ON code.shop_id = $1 AND code.id = redemption.code_id
       LEFT JOIN readable.assignment ON assignment.shop_id = $1 AND assignment.id = redemption.assignment_id
       LEFT JOIN readable.recipient ON recipient.shop_id = $1 AND recipient.id = assignment.recipient_id
      WHERE redemption.shop_id = $1 AND NOT redemption.removed AND ${conditions[kind]}
        AND ($2::int IS NULL OR redemption.pool_id = $2)
        AND NOT used.test AND used.cancelled_at IS NULL AND NOT used.fully_refunded
        AND (used.ordered_at AT TIME ZONE $3)::date BETWEEN $4::date AND $5::date
        AND ($6::timestamptz IS NULL
             OR (used.ordered_at, used.id, redemption.code_id) < ($6, $7, $8::bigint))
      ORDER BY used.ordered_at DESC, used.id DESC, redemption.code_id DESC LIMIT $9`,
    [
      shop.id,
      poolId,
      shop.timeZone,
      period.from,
      period.to,
      after && new Date(after.at),
      after?.orderId ?? null,
      after?.codeId ?? null,
      limit + 1,
    ],
  );
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    uses: page.map(({ codeId: _, poolId: id, poolName, poolDeleted, address, ...use }) => ({
      ...use,
      pool: { id, name: poolName, deleted: poolDeleted },
      recipient: address && decryptAddress(services, shop, address),
    })),
    next: last
      ? { at: last.orderedAt.getTime(), orderId: last.orderId, codeId: last.codeId }
      : null,
  };
}
