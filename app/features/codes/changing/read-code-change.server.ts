import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { type CodeChange, codeChangeColumns } from "./code-change";

/** The newest change of a pool's codes if it is running or failed; otherwise null. */
export async function readCodeChange(
  { database }: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
  poolId: number,
): Promise<CodeChange | null> {
  const [change] = await database.query<CodeChange>(
    `SELECT ${codeChangeColumns} FROM code_change WHERE shop_id = $1 AND pool_id = $2
      ORDER BY id DESC LIMIT 1`,
    [shop.id, poolId],
  );
  return change && (change.state === "running" || change.state === "failed") ? change : null;
}
