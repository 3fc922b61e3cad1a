import type { Services } from "../../services.server";
import { domainOf } from "./recipient";
import { decryptAddress, domainKey } from "./recipient-encryption.server";

const recipientsPerStep = 2_000;

interface Unfilled {
  shopId: number;
  id: number;
  address: Buffer;
}

/**
 * Writes the keyed hash of the domain to recipients from before there was one, some thousand at a time.
 * An address that can't be opened counts as one without a domain. Throws when `signal` is aborted; the
 * next run goes on.
 */
export async function fillDomains(
  services: Pick<Services, "database" | "keyring">,
  signal: AbortSignal,
): Promise<void> {
  for (let filled = recipientsPerStep; filled === recipientsPerStep; ) {
    signal.throwIfAborted();
    const rows = await services.database.query<Unfilled>(
      `SELECT shop_id AS "shopId", id, address FROM recipient
        WHERE address IS NOT NULL AND domain_key IS NULL ORDER BY shop_id, id LIMIT $1`,
      [recipientsPerStep],
    );
    // Whoever is erased meanwhile has no address any more, and gets no hash.
    await services.database.query(
      `UPDATE recipient SET domain_key = filled.domain
         FROM unnest($1::int[], $2::bigint[], $3::bytea[]) AS filled (shop_id, id, domain)
        WHERE recipient.shop_id = filled.shop_id AND recipient.id = filled.id
          AND recipient.address IS NOT NULL AND recipient.domain_key IS NULL`,
      [
        rows.map(({ shopId }) => shopId),
        rows.map(({ id }) => id),
        rows.map((row) => domainOfSealed(services, row)),
      ],
    );
    filled = rows.length;
  }
}

function domainOfSealed(
  services: Pick<Services, "keyring">,
  { shopId, address }: Unfilled,
): Buffer {
  try {
    return domainKey(
      services,
      { id: shopId },
      domainOf(decryptAddress(services, { id: shopId }, address)),
    );
  } catch {
    return domainKey(services, { id: shopId }, null);
  }
}
