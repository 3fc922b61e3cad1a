import type { Services } from "../../../services.server";
import { dropFromDeletionBacklog, markRemoved } from "../../codes/publishing/orphaned-codes.server";
import { lockStock } from "../../pools/stock/stock.server";
import { changeSupply } from "../../pools/stock/supply-figures.server";
import type { OrphanedCode } from "./find-orphaned-codes.server";

/** Records that the platform no longer has these codes. Idempotent. */
export async function commitRemoval(
  { database }: Pick<Services, "database">,
  shopId: number,
  codes: readonly OrphanedCode[],
): Promise<void> {
  const pools = new Set(codes.flatMap(({ poolId }) => poolId ?? []));
  for (const poolId of pools) {
    const ids = codes.filter((code) => code.poolId === poolId).map(({ id }) => id);
    await database.transaction(async (tx) => {
      await lockStock(tx, shopId, poolId);
      const removed = await markRemoved(tx, shopId, ids);
      await changeSupply(tx, shopId, poolId, { live: -removed, removed });
    });
  }
  const leftovers = codes.filter(({ from }) => from === "leftover").map(({ id }) => id);
  await dropFromDeletionBacklog(database, shopId, leftovers);
}
