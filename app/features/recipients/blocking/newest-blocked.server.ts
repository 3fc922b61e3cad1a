import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { addressReader } from "../address-reader.server";
import { identitiesOfPerson } from "../identities/identities-of-person";

export interface BlockedPeople {
  /** The identities of each person, normalized, the one that was blocked last first. */
  newest: string[][];
  /** People who are blocked, including those who aren't in `newest`. Erased customers don't count. */
  total: number;
}

/** The people who were blocked last, at most `limit`, with all of their known identities. */
export async function newestBlocked(
  services: Pick<Services, "database" | "keyring" | "log">,
  shop: Pick<ShopContext, "id">,
  limit: number,
): Promise<BlockedPeople> {
  const { database } = services;
  const rows = await database.query<{ id: number; addresses: Buffer[] }>(
    `SELECT recipient.id, array_agg(known.address ORDER BY known.id) AS addresses
       FROM (SELECT * FROM recipient WHERE shop_id = $1 AND blocked_at IS NOT NULL
                AND address IS NOT NULL ORDER BY blocked_at DESC, id DESC LIMIT $2) AS recipient
      CROSS JOIN ${identitiesOfPerson}
       JOIN recipient AS known ON known.shop_id = $1 AND known.id = name.id
        AND known.address IS NOT NULL
      GROUP BY recipient.id, recipient.blocked_at
      ORDER BY recipient.blocked_at DESC, recipient.id DESC`,
    [shop.id, limit],
  );
  const reader = addressReader(services, shop);
  const newest = rows.map(({ addresses }) =>
    addresses.flatMap((address) => reader.read(address) ?? []),
  );
  await reader.finish(database);
  const [counted] = await database.query<{ total: number }>(
    `SELECT count(*) AS total FROM recipient
      WHERE shop_id = $1 AND blocked_at IS NOT NULL AND address IS NOT NULL`,
    [shop.id],
  );
  return { newest, total: counted?.total ?? 0 };
}
