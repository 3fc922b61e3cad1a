import type { ShopContext } from "../core/ids";
import type { Transaction } from "../database/database.server";
import type { Services } from "../services.server";
import { normaliseRecipient } from "./recipient";
import { recipientKey } from "./recipient-vault.server";

/** Two customers that became one, as the platform's global ids. */
export interface MergedCustomers {
  kept: string;
  deleted: string;
}

interface Name {
  id: number;
  /** As hex. */
  key: string;
  personId: number | null;
}

/**
 * Makes one person of two customers, with all names that either of them has. Only when the store knows
 * one of the two: of the other nothing but its keyed hash is kept. Safe to repeat.
 */
export async function mergeCustomers(
  services: Pick<Services, "encryptionKey">,
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  { kept, deleted }: MergedCustomers,
): Promise<void> {
  const keys = [kept, deleted].flatMap((id) => {
    const read = normaliseRecipient(id);
    return read.ok ? [recipientKey(services, shop, read.value)] : [];
  });
  if (keys.length < 2) return;
  // Locked in the order in which claims insert names, so that neither waits for the other in a circle.
  const known = await tx.query<Name>(
    `SELECT id, encode(key, 'hex') AS key, person_id AS "personId" FROM recipient
      WHERE shop_id = $1 AND (key = ANY($2::bytea[]) OR person_id IN (
        SELECT person_id FROM recipient WHERE shop_id = $1 AND key = ANY($2::bytea[])))
      ORDER BY recipient.key FOR UPDATE`,
    [shop.id, keys],
  );
  const [first] = known;
  if (!first) return;
  // A person is called by the id of their address; either of two will do.
  const persons = known.flatMap(({ personId }) => personId ?? []);
  const personId = persons[0] ?? first.id;
  const unknown = keys.filter((key) => !known.some((name) => name.key === key.toString("hex")));
  await tx.query(
    `INSERT INTO recipient (shop_id, key, person_id) SELECT $1, key, $3 FROM unnest($2::bytea[]) AS key
     ON CONFLICT (shop_id, key) DO UPDATE SET person_id = excluded.person_id`,
    [shop.id, unknown, personId],
  );
  await tx.query(
    `UPDATE recipient SET person_id = $2
      WHERE shop_id = $1 AND (id = ANY($3::bigint[]) OR person_id = ANY($4::bigint[]))
        AND person_id IS DISTINCT FROM $2`,
    [shop.id, personId, known.map(({ id }) => id), persons],
  );
}
