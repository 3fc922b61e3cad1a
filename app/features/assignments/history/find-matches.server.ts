import type { ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import type { Sql } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { codeKey } from "../../codes/code-text";
import { findCodesEnding } from "../../codes/searching/find-codes-ending.server";
import { identitiesOfPerson } from "../../recipients/identities/identities-of-person";
import { normaliseRecipient, readDomain } from "../../recipients/recipient";
import { domainKey, recipientKey } from "../../recipients/recipient-encryption.server";
import type { SearchTooBroad } from "./history-entry";

/** What a search of the history matches: assignments of these recipients or codes. */
export interface Matches {
  /** Of every identity of the person. */
  recipientIds: number[];
  codeIds: number[];
}

/**
 * Codes that a search may match. With more, finding their newest assignments means reading them
 * all.
 */
const maxCodes = 1_000;
/** Recipients that a search may match, for the same reason. */
const maxPeople = 1_000;
/** Maximum number of assignments of a pool that a search by domain scans. */
const shortHistory = 20_000;
const lastCharacter = "\u{10FFFF}";

/**
 * Resolves what a search of a pool's history matches: an entire email address, its domain or a customer
 * ID, which are found by keyed hashes, or the first or last characters of a code. Addresses are
 * encrypted, so no other part of one can be searched. Fails with `search_too_broad`.
 */
export async function findMatches(
  services: Pick<Services, "database" | "keyring">,
  shop: Pick<ShopContext, "id">,
  { poolId, search }: { poolId: number; search: string },
): Promise<Result<Matches, SearchTooBroad>> {
  const prefix = codeKey(search.replaceAll("\0", ""));
  const codes = await services.database.query<{ id: number; key: string }>(
    `SELECT id, code_key AS key FROM readable.code
      WHERE shop_id = $1 AND pool_id = $2 AND code_key >= $3 AND code_key < $4
      ORDER BY code_key LIMIT $5`,
    [shop.id, poolId, prefix, prefix + lastCharacter, maxCodes + 1],
  );
  const { keys } = await findCodesEnding(services.database, shop, {
    poolId,
    end: prefix,
    limit: maxCodes + 1,
  });
  const people = await findPerson(services, shop, search);
  const neighbors = await findDomain(services, shop, { poolId, search });
  const recipientIds = [...people, ...neighbors.slice(0, maxPeople)];
  if (neighbors.length > maxPeople) {
    return failure({ kind: "search_too_broad", limit: maxPeople, what: "people" });
  }
  if (codes.length <= maxCodes && keys.length <= maxCodes) {
    const ending = await idsOfCodes(services.database, shop, keys);
    return success({ recipientIds, codeIds: [...codes.map(({ id }) => id), ...ending] });
  }
  // Too many codes share this beginning or end, but an exact match is still found.
  const whole = codes.filter(({ key }) => key === prefix).map(({ id }) => id);
  if (whole.length === 0 && recipientIds.length === 0) {
    return failure({ kind: "search_too_broad", limit: maxCodes, what: "codes" });
  }
  return success({ recipientIds, codeIds: whole });
}

async function idsOfCodes(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  keys: readonly string[],
): Promise<number[]> {
  const rows = await sql.query<{ id: number }>(
    "SELECT id FROM readable.code WHERE shop_id = $1 AND code_key = ANY($2::text[])",
    [shop.id, keys],
  );
  return rows.map(({ id }) => id);
}

/**
 * IDs of recipients with an address at a domain, up to one more than the limit. If the shop has more,
 * only those of the pool count, as long as the pool's history is short enough to scan.
 */
async function findDomain(
  services: Pick<Services, "database" | "keyring">,
  shop: Pick<ShopContext, "id">,
  { poolId, search }: { poolId: number; search: string },
): Promise<number[]> {
  const domain = readDomain(search);
  if (domain === null) return [];
  const key = domainKey(services, shop, domain);
  const ofShop = await services.database.query<{ id: number }>(
    `SELECT id FROM readable.recipient WHERE shop_id = $1 AND domain_key = $2 AND domain_key <> '' LIMIT $3`,
    [shop.id, key, maxPeople + 1],
  );
  if (ofShop.length <= maxPeople) return ofShop.map(({ id }) => id);
  const ofPool = await services.database.query<{ id: number; size: number }>(
    `WITH newest AS MATERIALIZED (
       SELECT recipient_id FROM assignment WHERE shop_id = $1 AND pool_id = $2
        ORDER BY id DESC LIMIT $4 + 1)
     SELECT DISTINCT recipient.id, (SELECT count(*) FROM newest) AS size
       FROM newest JOIN readable.recipient ON recipient.shop_id = $1 AND recipient.id = newest.recipient_id
      WHERE recipient.domain_key = $3 LIMIT $5`,
    [shop.id, poolId, key, shortHistory, maxPeople + 1],
  );
  const isWhole = ofPool.every(({ size }) => size <= shortHistory);
  return (isWhole ? ofPool : ofShop).map(({ id }) => id);
}

/**
 * IDs of all identities of a person, by any one of them, not normalized. Empty if the shop has no
 * such recipient.
 */
export async function findPerson(
  services: Pick<Services, "database" | "keyring">,
  shop: Pick<ShopContext, "id">,
  search: string,
): Promise<number[]> {
  const recipient = normaliseRecipient(search);
  if (!recipient.ok) return [];
  const names = await services.database.query<{ id: number }>(
    `SELECT name.id FROM readable.recipient CROSS JOIN ${identitiesOfPerson}
      WHERE recipient.shop_id = $1 AND recipient.key = $2`,
    [shop.id, recipientKey(services, shop, recipient.value)],
  );
  return names.map(({ id }) => id);
}
