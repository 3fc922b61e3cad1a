import type { ShopContext } from "../../core/ids";
import type { Sql } from "../../database/database.server";

/** A menu with more names is hard to use. */
const maxActors = 200;

/** All actors in the shop's audit, by name. Skips from name to name in the index instead of reading the entries. */
export async function listActors(
  { database }: { database: Sql },
  shop: Pick<ShopContext, "id">,
): Promise<string[]> {
  const rows = await database.query<{ actor: string }>(
    `WITH RECURSIVE found (actor) AS (
       (SELECT actor FROM audit_entry WHERE shop_id = $1 ORDER BY actor LIMIT 1)
       UNION ALL
       SELECT (SELECT entry.actor FROM audit_entry AS entry
                WHERE entry.shop_id = $1 AND entry.actor > found.actor ORDER BY entry.actor LIMIT 1)
         FROM found WHERE found.actor IS NOT NULL
     ) SELECT actor FROM found WHERE actor IS NOT NULL LIMIT $2`,
    [shop.id, maxActors],
  );
  return rows.map(({ actor }) => actor);
}
