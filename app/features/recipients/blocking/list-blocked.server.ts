import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { identitiesOfPerson } from "../identities/identities-of-person";
import { normaliseRecipient } from "../recipient";
import { decryptAddress, recipientKey } from "../recipient-encryption.server";

export interface BlockedQuery {
  /** A whole email address or customer id; empty: everybody. */
  search: string;
  /** Where the page begins: `after` a cursor (blocked earlier) or `before` one; neither: the newest. */
  after?: string;
  before?: string;
  /** Recipients per page. */
  limit: number;
}

interface BlockedRecipient {
  id: number;
  /** An email address or `customer:123`. */
  recipient: string;
  blockedAt: Date;
}

export interface BlockedPage {
  recipients: BlockedRecipient[];
  /** Cursors of the neighbouring pages; null where there is none. */
  before: string | null;
  after: string | null;
}

/** By whichever of their names somebody looks for them. */
const samePerson = `AND id IN (SELECT name.id FROM recipient CROSS JOIN ${identitiesOfPerson}
                              WHERE recipient.shop_id = $1 AND recipient.key = $5)`;

type Row = { id: number; address: Buffer; blockedAt: Date };

/** A page of the shop's blocked recipients, those blocked last first. Whoever was erased is none of them. */
export async function listBlocked(
  services: Pick<Services, "database" | "encryptionKey">,
  shop: Pick<ShopContext, "id">,
  { search, after, before, limit }: BlockedQuery,
): Promise<BlockedPage> {
  const person = search.trim() === "" ? null : normaliseRecipient(search);
  if (person && !person.ok) return { recipients: [], before: null, after: null };
  const backwards = before !== undefined;
  const [blockedAt, id] = readCursor(before ?? after);
  const direction = backwards ? "ASC" : "DESC";
  const rows = await services.database.query<Row>(
    `SELECT id, address, blocked_at AS "blockedAt" FROM recipient
      WHERE shop_id = $1 AND blocked_at IS NOT NULL AND address IS NOT NULL
        ${person ? samePerson : "AND $5::bytea IS NULL"}
        AND ($2::timestamptz IS NULL OR (blocked_at, id) ${backwards ? ">" : "<"} ($2, $3::bigint))
      ORDER BY blocked_at ${direction}, id ${direction} LIMIT $4`,
    [shop.id, blockedAt, id, limit + 1, person && recipientKey(services, shop, person.value)],
  );
  const more = rows.length > limit;
  const page = rows.slice(0, limit);
  if (backwards) page.reverse();
  const newest = page[0];
  const oldest = page.at(-1);
  return {
    recipients: page.map(({ address, ...row }) => ({
      ...row,
      recipient: decryptAddress(services, shop, address),
    })),
    before: newest && (backwards ? more : after !== undefined) ? writeCursor(newest) : null,
    after: oldest && (backwards || more) ? writeCursor(oldest) : null,
  };
}

/** `1795257600000-17`: when and who, for those who were blocked in one moment. */
function writeCursor({ blockedAt, id }: Pick<Row, "blockedAt" | "id">): string {
  return `${blockedAt.getTime()}-${id}`;
}

/** What nobody wrote as a cursor is none. */
function readCursor(cursor: string | undefined): [Date, number] | [null, null] {
  const [, at, id] = /^(\d{1,14})-(\d{1,15})$/.exec(cursor ?? "") ?? [];
  return at && id ? [new Date(Number(at)), Number(id)] : [null, null];
}
