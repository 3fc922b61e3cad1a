import type { ShopContext } from "../core/ids";
import { normaliseRecipient } from "../recipients/recipient";
import { openAddress, recipientKey } from "../recipients/recipient-vault.server";
import type { Services } from "../services.server";

/** A line of an audience. */
export interface MemberLine {
  audienceId: number;
  line: number;
}

/** Lines that are opened between two looks at `signal`. */
const linesPerPage = 5000;

/**
 * Every line of the shop's audiences that names one of `keys`. Lines are sealed and cannot be looked
 * up, so all of them are opened; that takes seconds for a million, and is asked rarely.
 */
export async function findMembers(
  services: Pick<Services, "database" | "encryptionKey">,
  shop: Pick<ShopContext, "id">,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<MemberLine[]> {
  const wanted = new Set(keys);
  const found: MemberLine[] = [];
  for (let after: MemberLine = { audienceId: 0, line: 0 }; ; ) {
    signal.throwIfAborted();
    const page = await services.database.query<MemberLine & { address: Buffer }>(
      `SELECT audience_id AS "audienceId", line, address FROM audience_member
        WHERE shop_id = $1 AND (audience_id, line) > ($2, $3)
        ORDER BY audience_id, line LIMIT $4`,
      [shop.id, after.audienceId, after.line, linesPerPage],
    );
    for (const { address, ...member } of page) {
      const read = normaliseRecipient(openAddress(services, shop, address));
      if (read.ok && wanted.has(recipientKey(services, shop, read.value).toString("hex"))) {
        found.push(member);
      }
    }
    const last = page.at(-1);
    if (!last || page.length < linesPerPage) return found;
    after = last;
  }
}
