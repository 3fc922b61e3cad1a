import type { ShopContext } from "../../../core/ids";
import type { Sql } from "../../../database/database.server";
import { type Pattern, patternSchema } from "./pattern";

/** The pattern of a dynamic pool's codes; null for other pools. */
export async function readPattern(
  { database }: { database: Sql },
  shop: Pick<ShopContext, "id">,
  poolId: number,
): Promise<Pattern | null> {
  const [pool] = await database.query<{ pattern: unknown }>(
    "SELECT pattern FROM readable.pool WHERE shop_id = $1 AND id = $2 AND type = 'dynamic'",
    [shop.id, poolId],
  );
  return pool ? patternSchema.parse(pool.pattern) : null;
}
