import type { ShopContext } from "../core/ids";
import type { Services } from "../services.server";
import { type Audience, audienceColumns } from "./audience";

/** The newest audiences of a pool. */
export async function listAudiences(
  { database }: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
  { poolId, limit }: { poolId: number; limit: number },
): Promise<Audience[]> {
  return database.query<Audience>(
    `SELECT ${audienceColumns} FROM audience
      WHERE shop_id = $1 AND pool_id = $2 ORDER BY id DESC LIMIT $3`,
    [shop.id, poolId, limit],
  );
}
