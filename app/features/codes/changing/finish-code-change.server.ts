import type { Actor, ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";

export type CodeChangeEnd =
  | { state: "done" }
  /** `reason`: a sentence for the merchant. */
  | { state: "failed"; reason: string }
  | { state: "stopped"; by: Actor };

/** Ends a running change and records it in the audit. Resolves false if it has already ended. */
export async function finishCodeChange(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  changeId: number,
  end: CodeChangeEnd,
): Promise<boolean> {
  return database.transaction(async (tx) => {
    const now = clock.now();
    const [ended] = await tx.query<{
      poolId: number;
      pool: string;
      count: number;
      voided: boolean;
      createdBy: string;
    }>(
      `UPDATE code_change SET state = $3, failure = $4, finished_at = $5 FROM readable.pool
        WHERE code_change.shop_id = $1 AND code_change.id = $2 AND code_change.state = 'running'
          AND pool.shop_id = $1 AND pool.id = code_change.pool_id
       RETURNING code_change.pool_id AS "poolId", pool.name AS pool, changed AS count,
                 edit IS NULL AS voided, created_by AS "createdBy"`,
      [shop.id, changeId, end.state, end.state === "failed" ? end.reason : null, now],
    );
    if (!ended) return false;
    const { poolId, pool, count, voided, createdBy } = ended;
    if (count > 0) {
      const action = voided ? "codes.voided" : "codes.edited";
      await recordAudit(tx, shop, { name: createdBy }, now, {
        action,
        poolId,
        detail: { pool, count },
      });
    }
    return true;
  });
}

/** The change has already ended. */
export type ChangeOver = { kind: "code_change_over" };

/** Stops a change. Codes that were already changed stay changed. */
export async function stopCodeChange(
  services: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  { changeId, actor }: { changeId: number; actor: Actor },
): Promise<Result<null, ChangeOver>> {
  const stopped = await finishCodeChange(services, shop, changeId, { state: "stopped", by: actor });
  return stopped ? success(null) : failure({ kind: "code_change_over" });
}
