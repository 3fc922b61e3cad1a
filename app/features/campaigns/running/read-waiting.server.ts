import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import type { Ask } from "../../assignments/prepare-asks.server";

/**
 * Members per claim: the pool's line is held for a third of a second, and then others who ask for a
 * code get their turn.
 */
export const membersPerStep = 10_000;

/** Members without an answer, as they ask for their codes. */
export interface WaitingMembers {
  /** Their lines, by the asks' `index`. */
  lines: number[];
  asks: Ask[];
}

/** The next `limit` members of a campaign without an answer, after a line. */
export async function readWaiting(
  { database }: Services,
  shop: Pick<ShopContext, "id">,
  campaignId: number,
  after: number,
  limit: number,
): Promise<WaitingMembers> {
  const members = await database.query<{ line: number; key: Buffer; address: Buffer }>(
    `SELECT line, key, address FROM campaign_member
      WHERE shop_id = $1 AND campaign_id = $2 AND line > $3
        AND assignment_id IS NULL AND refusal IS NULL AND key IS NOT NULL
      ORDER BY line LIMIT $4`,
    [shop.id, campaignId, after, limit],
  );
  return {
    lines: members.map(({ line }) => line),
    asks: members.map(({ key, address }, index) => ({
      index,
      recipient: address,
      key,
      request: null,
    })),
  };
}
