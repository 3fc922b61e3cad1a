import type { Services } from "../../../services.server";
import { lockStock } from "../../pools/stock/stock.server";
import { changeSupply } from "../../pools/stock/supply-figures.server";
import type { OrphanedCode } from "./orphaned-code";

/** Records that the platform no longer has these codes. Idempotent. */
export async function commitRemoval(
  { database }: Pick<Services, "database">,
  shopId: number,
  codes: readonly OrphanedCode[],
): Promise<void> {
  const pools = new Set(codes.flatMap(({ poolId }) => poolId ?? []));
  for (const poolId of pools) {
    const ids = codes.filter((one) => one.poolId === poolId).map(({ id }) => id);
    await database.transaction(async (tx) => {
      await lockStock(tx, shopId, poolId);
      const rows = await tx.query(
        `UPDATE code SET publish_status = 'removed'
          WHERE shop_id = $1 AND id = ANY($2::bigint[]) AND publish_status = 'live' RETURNING 1`,
        [shopId, ids],
      );
      await changeSupply(tx, shopId, poolId, { live: -rows.length, removed: rows.length });
    });
  }
  const leftovers = codes.filter(({ from }) => from === "leftover").map(({ id }) => id);
  if (leftovers.length > 0) {
    await database.query(
      "DELETE FROM deletion_backlog WHERE shop_id = $1 AND id = ANY($2::bigint[])",
      [shopId, leftovers],
    );
  }
}
