import type { ShopContext } from "../../../core/ids";
import {
  type KeysetEnds,
  type KeysetQuery,
  keysetPage,
  keysetScan,
} from "../../../core/keyset-page";
import type { Services } from "../../../services.server";
import { decryptAddress } from "../../recipients/recipient-encryption.server";

/** A code that the platform rejected. */
interface RefusedCode {
  id: number;
  code: string;
  /** Merchant-facing reason. */
  reason: string;
  /**
   * Recipient: an email address or `customer:123`; null: not assigned, or the customer was erased.
   */
  recipient: string | null;
  assignedAt: Date | null;
}

export interface RefusedPage extends KeysetEnds<number> {
  codes: RefusedCode[];
}

/** A page of a pool's rejected codes with their recipients, newest first. */
export async function listRefusedCodes(
  services: Pick<Services, "database" | "keyring">,
  shop: Pick<ShopContext, "id">,
  query: KeysetQuery<number> & { poolId: number },
): Promise<RefusedPage> {
  const scan = keysetScan(query, "DESC");
  const rows = await services.database.query<
    Omit<RefusedCode, "recipient"> & { address: Buffer | null }
  >(
    `SELECT page.id, page.code, COALESCE(page.refusal, '') AS reason, holder.address,
            holder.assigned_at AS "assignedAt"
       FROM (SELECT id, code, refusal FROM readable.code
              WHERE shop_id = $1 AND pool_id = $2 AND publish_status = 'refused'
                AND ($3::bigint IS NULL OR id ${scan.beyond} $3)
              ORDER BY id ${scan.direction} LIMIT $4) AS page
       LEFT JOIN LATERAL (
         SELECT recipient.address, assignment.assigned_at FROM readable.assignment
           LEFT JOIN readable.recipient ON recipient.shop_id = $1 AND recipient.id = assignment.recipient_id
          WHERE assignment.shop_id = $1 AND assignment.code_id = page.id
            AND assignment.released_at IS NULL AND NOT assignment.shared) AS holder ON true
      ORDER BY page.id ${scan.direction}`,
    [shop.id, query.poolId, scan.cursor, scan.limit],
  );
  const { rows: page, ...ends } = keysetPage(query, rows, ({ id }) => id);
  return {
    codes: page.map(({ address, ...code }) => ({
      ...code,
      recipient: address && decryptAddress(services, shop, address),
    })),
    ...ends,
  };
}
