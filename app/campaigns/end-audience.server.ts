import { recordAudit } from "../audit/record-audit.server";
import type { Actor, ShopContext } from "../core/ids";
import type { Services } from "../services.server";

export type AudienceEnd =
  | { state: "done" }
  /** `failure`: why, in words for the merchant. */
  | { state: "failed"; failure: string }
  /** `by`: the person who stopped it. */
  | { state: "cancelled"; by: Actor };

const actions = {
  done: "audience.finished",
  failed: "audience.failed",
  cancelled: "audience.cancelled",
};

interface EndedAudience {
  poolId: number;
  pool: string;
  assigned: number;
  refused: number;
  createdBy: string;
}

/** Ends an audience that has not ended yet and tells the audit; false when it has, or is none. */
export async function endAudience(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  audienceId: number,
  end: AudienceEnd,
): Promise<boolean> {
  return database.transaction(async (tx) => {
    const now = clock.now();
    const [ended] = await tx.query<EndedAudience>(
      `UPDATE audience SET state = $3, finished_at = $4, failure = $5 FROM pool
        WHERE audience.shop_id = $1 AND audience.id = $2 AND audience.state IN ('queued', 'running')
          AND pool.shop_id = $1 AND pool.id = audience.pool_id
       RETURNING audience.pool_id AS "poolId", pool.name AS pool, audience.assigned,
                 audience.refused, audience.created_by AS "createdBy"`,
      [shop.id, audienceId, end.state, now, end.state === "failed" ? end.failure : null],
    );
    if (!ended) return false;
    const { poolId, pool, assigned, refused, createdBy } = ended;
    const actor = end.state === "cancelled" ? end.by : { name: createdBy };
    const detail = { pool, assigned, refused };
    await recordAudit(tx, shop, actor, now, { action: actions[end.state], poolId, detail });
    return true;
  });
}
