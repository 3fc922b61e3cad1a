import type { ShopContext } from "../core/ids";
import { failure, type Result, success } from "../core/result";
import type { Services } from "../services.server";
import { type Audience, audienceColumns } from "./audience";

export type AudienceNotFound = { kind: "audience_not_found" };

/** An audience of the pool, with how far it is. */
export async function findAudience(
  { database }: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
  { poolId, audienceId }: { poolId: number; audienceId: number },
): Promise<Result<Audience, AudienceNotFound>> {
  const [audience] = await database.query<Audience>(
    `SELECT ${audienceColumns} FROM audience WHERE shop_id = $1 AND pool_id = $2 AND id = $3`,
    [shop.id, poolId, audienceId],
  );
  return audience ? success(audience) : failure({ kind: "audience_not_found" });
}
