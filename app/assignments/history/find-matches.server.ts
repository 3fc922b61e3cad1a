import { codeKey } from "../../codes/code-text";
import type { ShopContext } from "../../core/ids";
import { failure, type Result, success } from "../../core/result";
import { namesOfPerson } from "../../recipients/names-of-person";
import { normaliseRecipient } from "../../recipients/recipient";
import { recipientKey } from "../../recipients/recipient-vault.server";
import type { Services } from "../../services.server";
import type { SearchTooBroad } from "./history-entry";

/** What a search in the history means: this person, or one of these codes. */
export interface Matches {
  /** Of every name of the person; none: nobody. */
  recipientIds: number[];
  codeIds: number[];
}

/** Codes that one search may name. Above, the newest of their assignments cannot be found without reading all. */
const mostCodes = 1_000;
const lastCharacter = "\u{10FFFF}";

/**
 * Reads a search in a pool's history: a whole e-mail address or customer id, which is found by its
 * keyed hash, or the beginning of a code. Addresses are sealed: a part of one finds nothing.
 */
export async function findMatches(
  services: Pick<Services, "database" | "encryptionKey">,
  shop: Pick<ShopContext, "id">,
  { poolId, search }: { poolId: number; search: string },
): Promise<Result<Matches, SearchTooBroad>> {
  const prefix = codeKey(search.replaceAll("\0", ""));
  const codes = await services.database.query<{ id: number; key: string }>(
    `SELECT id, code_key AS key FROM code
      WHERE shop_id = $1 AND pool_id = $2 AND code_key >= $3 AND code_key < $4
      ORDER BY code_key LIMIT $5`,
    [shop.id, poolId, prefix, prefix + lastCharacter, mostCodes + 1],
  );
  const recipientIds = await findPerson(services, shop, search);
  if (codes.length <= mostCodes)
    return success({ recipientIds, codeIds: codes.map(({ id }) => id) });
  // Everything that begins alike is too much, but the whole code is still found.
  const whole = codes.filter(({ key }) => key === prefix).map(({ id }) => id);
  if (whole.length === 0 && recipientIds.length === 0) {
    return failure({ kind: "search_too_broad", most: mostCodes });
  }
  return success({ recipientIds, codeIds: whole });
}

/** The ids of all names of a person, by one of them as somebody typed it; none when the shop knows no such person. */
export async function findPerson(
  services: Pick<Services, "database" | "encryptionKey">,
  shop: Pick<ShopContext, "id">,
  search: string,
): Promise<number[]> {
  const recipient = normaliseRecipient(search);
  if (!recipient.ok) return [];
  const names = await services.database.query<{ id: number }>(
    `SELECT name.id FROM recipient CROSS JOIN ${namesOfPerson}
      WHERE recipient.shop_id = $1 AND recipient.key = $2`,
    [shop.id, recipientKey(services, shop, recipient.value)],
  );
  return names.map(({ id }) => id);
}
