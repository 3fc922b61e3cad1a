import type { ShopContext } from "../../../core/ids";
import {
  type KeysetEnds,
  type KeysetQuery,
  keysetPage,
  keysetScan,
} from "../../../core/keyset-page";
import type { Services } from "../../../services.server";
import { identitiesOfPerson } from "../identities/identities-of-person";
import { normaliseRecipient } from "../recipient";
import { decryptAddress, recipientKey } from "../recipient-encryption.server";

export interface BlockedQuery extends KeysetQuery<string> {
  /** A full email address or customer ID; empty: all. */
  search: string;
}

interface BlockedRecipient {
  id: number;
  /** An email address or `customer:123`. */
  recipient: string;
  blockedAt: Date;
}

export interface BlockedPage extends KeysetEnds<string> {
  recipients: BlockedRecipient[];
}

/** Matches by any identity of the person. */
const samePerson = `AND id IN (SELECT name.id FROM recipient CROSS JOIN ${identitiesOfPerson}
                              WHERE recipient.shop_id = $1 AND recipient.key = $5)`;

type Row = { id: number; address: Buffer; blockedAt: Date };

/** A page of the shop's blocked recipients, latest first. Erased customers aren't listed. */
export async function listBlocked(
  services: Pick<Services, "database" | "keyring">,
  shop: Pick<ShopContext, "id">,
  query: BlockedQuery,
): Promise<BlockedPage> {
  const { search } = query;
  const person = search.trim() === "" ? null : normaliseRecipient(search);
  if (person && !person.ok) return { recipients: [], before: null, after: null };
  const { cursor, beyond, direction, limit } = keysetScan(query, "DESC");
  const [blockedAt, id] = readCursor(cursor);
  const rows = await services.database.query<Row>(
    `SELECT id, address, blocked_at AS "blockedAt" FROM recipient
      WHERE shop_id = $1 AND blocked_at IS NOT NULL AND address IS NOT NULL
        ${person ? samePerson : "AND $5::bytea IS NULL"}
        AND ($2::timestamptz IS NULL OR (blocked_at, id) ${beyond} ($2, $3::bigint))
      ORDER BY blocked_at ${direction}, id ${direction} LIMIT $4`,
    [shop.id, blockedAt, id, limit, person && recipientKey(services, shop, person.value)],
  );
  const { rows: page, ...ends } = keysetPage(query, rows, writeCursor);
  return {
    recipients: page.map(({ address, ...row }) => ({
      ...row,
      recipient: decryptAddress(services, shop, address),
    })),
    ...ends,
  };
}

/** `1795257600000-17`: time and ID, to separate rows with the same time. */
function writeCursor({ blockedAt, id }: Pick<Row, "blockedAt" | "id">): string {
  return `${blockedAt.getTime()}-${id}`;
}

/** Ignores malformed cursors. */
function readCursor(cursor: string | null): [Date, number] | [null, null] {
  const [, at, id] = /^(\d{1,14})-(\d{1,15})$/.exec(cursor ?? "") ?? [];
  return at && id ? [new Date(Number(at)), Number(id)] : [null, null];
}
