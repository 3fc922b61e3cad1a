import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { addressReader } from "../../recipients/address-reader.server";
import { keysInText } from "../../recipients/identities/identities-in-text.server";

export interface CampaignRecipientRow {
  campaignId: number;
  line: number;
}

/** Rows per page. `signal` is checked between pages. */
const linesPerPage = 50_000;

/**
 * Finds the rows of the shop's campaigns with an address of one of `keys`. Rows with a code no longer
 * store one. Rows of a recipient are found by key. Invalid rows are decrypted, because their cell may
 * contain an address: `ada@example.com and bob@example.com`. There is no index for this rare query, so
 * a million rows take seconds. Skips cells that are unreadable.
 */
export async function findCampaignRecipients(
  services: Pick<Services, "database" | "keyring" | "log">,
  shop: Pick<ShopContext, "id">,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<CampaignRecipientRow[]> {
  const keySet = new Set(keys);
  const bytes = keys.map((key) => Buffer.from(key, "hex"));
  const addresses = addressReader(services, shop);
  const found: CampaignRecipientRow[] = [];
  for (let after: CampaignRecipientRow = { campaignId: 0, line: 0 }; ; ) {
    signal.throwIfAborted();
    const rows = await services.database.query<
      CampaignRecipientRow & { address: Buffer | null; hit: boolean }
    >(
      `WITH page AS MATERIALIZED (
         SELECT campaign_id, line, key, address FROM campaign_recipient
          WHERE shop_id = $1 AND (campaign_id, line) > ($2, $3)
          ORDER BY campaign_id, line LIMIT $5
       ), last AS (SELECT campaign_id, line FROM page ORDER BY campaign_id DESC, line DESC LIMIT 1)
       SELECT campaign_id AS "campaignId", line, coalesce(key = ANY ($4::bytea[]), false) AS hit,
              CASE WHEN key IS NULL THEN address END AS address
         FROM page
        WHERE key = ANY ($4::bytea[]) OR (key IS NULL AND address IS NOT NULL)
           OR (campaign_id, line) = (SELECT campaign_id, line FROM last)
        ORDER BY campaign_id, line`,
      [shop.id, after.campaignId, after.line, bytes, linesPerPage],
    );
    for (const { campaignId, line, hit, address } of rows) {
      const text = hit ? null : address && addresses.read(address);
      const named =
        text !== null && keysInText(services, shop, text).some((key) => keySet.has(key));
      if (hit || named) found.push({ campaignId, line });
    }
    const last = rows.at(-1);
    if (!last) break;
    after = last;
  }
  await addresses.finish(services.database);
  return found;
}
