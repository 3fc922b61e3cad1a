import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { addressReader } from "../../recipients/address-reader.server";
import { keysInText } from "../../recipients/identities/identities-in-text.server";
import { parseFields } from "../encrypted-list-rows.server";
import type { CampaignRecipientRow } from "./find-campaign-recipients.server";

/** A campaign row whose other cells concern a customer. */
export interface FoundFields extends CampaignRecipientRow {
  /** The row is the customer's own; otherwise a cell contains their address. */
  own: boolean;
  /** Empty if they are unreadable. */
  fields: string[];
}

type Row = CampaignRecipientRow & { own: boolean; fields: Buffer };

/** Rows per page. `signal` is checked between pages. */
const linesPerPage = 20_000;

/**
 * Finds the rows of the shop's campaigns whose other cells concern a customer of one of `keys` (hex):
 * the customer's own rows and rows with a cell that contains their address. Decrypts all rows with such
 * cells, which is fine for a rare query. Unreadable cells count only in the customer's own rows.
 */
export async function findFields(
  services: Pick<Services, "database" | "keyring" | "log">,
  shop: Pick<ShopContext, "id">,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<FoundFields[]> {
  const keySet = new Set(keys);
  const cells = addressReader(services, shop);
  const found: FoundFields[] = [];
  for (let after: CampaignRecipientRow = { campaignId: 0, line: 0 }; ; ) {
    signal.throwIfAborted();
    const rows = await services.database.query<Row>(
      `WITH person AS (SELECT id FROM readable.recipient WHERE shop_id = $1 AND key = ANY ($4::bytea[]))
       SELECT member.campaign_id AS "campaignId", member.line, member.fields,
              coalesce(member.key = ANY ($4::bytea[]), false)
                OR assignment.recipient_id IN (SELECT id FROM person) IS TRUE AS own
         FROM campaign_recipient AS member
         LEFT JOIN readable.assignment ON assignment.shop_id = $1 AND assignment.id = member.assignment_id
        WHERE member.shop_id = $1 AND (member.campaign_id, member.line) > ($2, $3)
          AND member.fields IS NOT NULL
        ORDER BY member.campaign_id, member.line LIMIT $5`,
      [
        shop.id,
        after.campaignId,
        after.line,
        keys.map((key) => Buffer.from(key, "hex")),
        linesPerPage,
      ],
    );
    for (const { fields: sealed, ...row } of rows) {
      const text = cells.read(sealed);
      const fields = text === null ? [] : parseFields(text);
      const named = () =>
        keysInText(services, shop, fields.join(" ")).some((key) => keySet.has(key));
      if (row.own || named()) found.push({ ...row, fields });
    }
    const last = rows.at(-1);
    if (!last) break;
    after = last;
  }
  await cells.finish(services.database);
  return found;
}
