import type { Actor, ShopContext } from "../../../../core/ids";
import { type Result, success } from "../../../../core/result";
import type { Services } from "../../../../services.server";
import { recordAudit } from "../../../audit/record-audit.server";
import { isIgnored } from "./ignore-differences.server";

/**
 * Stops ignoring differences (null: all of them). The check in which they were ignored shows them
 * as open again, and the next check reports the rest. Resolves how many.
 */
export async function stopIgnoring(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  { ids, actor }: { ids: readonly number[] | null; actor: Actor },
): Promise<Result<{ reported: number }, never>> {
  return database.transaction(async (tx) => {
    const parameters = [shop.id, ids];
    await tx.query(
      `UPDATE reconciliation_difference AS finding SET repair = NULL, repaired_at = NULL FROM ignored_difference
        WHERE ignored_difference.shop_id = $1 AND ($2::bigint[] IS NULL OR ignored_difference.id = ANY($2))
          AND finding.shop_id = $1 AND finding.repair = 'ignore' AND ${isIgnored}`,
      parameters,
    );
    const { rowCount } = await tx.client.query(
      "DELETE FROM ignored_difference WHERE shop_id = $1 AND ($2::bigint[] IS NULL OR id = ANY($2))",
      parameters,
    );
    const reported = rowCount ?? 0;
    if (reported > 0) {
      const detail = { count: reported };
      await recordAudit(tx, shop, actor, clock.now(), {
        action: "difference.reported-again",
        detail,
      });
    }
    return success({ reported });
  });
}
