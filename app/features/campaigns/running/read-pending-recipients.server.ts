import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import type { PreparedRequest } from "../../assignments/allocation/prepare-requests.server";

/**
 * Recipients per claim. Holds the pool's lock for about a third of a second, then other requests get
 * their turn.
 */
export const recipientsPerStep = 10_000;

/** Recipients without a result, as assignment requests. */
export interface PendingRecipients {
  /** Line numbers, by the requests' `index`. */
  lines: number[];
  requests: PreparedRequest[];
}

type PendingRow = { line: number; key: Buffer; address: Buffer; domain: Buffer | null };

/** The next `limit` recipients of a campaign without a result, after a line. */
export async function readPendingRecipients(
  { database }: Services,
  shop: Pick<ShopContext, "id">,
  campaignId: number,
  after: number,
  limit: number,
): Promise<PendingRecipients> {
  const recipients = await database.query<PendingRow>(
    // An address that was removed because its key is lost is as unreadable as before.
    `SELECT line, key, coalesce(address, '') AS address, domain_key AS domain FROM campaign_recipient
      WHERE shop_id = $1 AND campaign_id = $2 AND line > $3
        AND assignment_id IS NULL AND refusal IS NULL AND key IS NOT NULL
      ORDER BY line LIMIT $4`,
    [shop.id, campaignId, after, limit],
  );
  return {
    lines: recipients.map(({ line }) => line),
    requests: recipients.map(({ key, address, domain }, index) => ({
      index,
      recipient: address,
      key,
      domain,
      idempotency: null,
    })),
  };
}
