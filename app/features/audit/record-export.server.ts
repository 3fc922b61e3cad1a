import type { Actor, ShopContext } from "../../core/ids";
import type { Services } from "../../services.server";
import { recordAudit } from "./record-audit.server";

export interface Export {
  poolId: number;
  /** A pool's history, the result of a campaign, or a pool's available codes. */
  what: "assignments" | "campaign" | "codes";
  actor: Actor;
}

/** Notes down that somebody takes addresses or codes out of the app: access to them is logged. */
export async function recordExport(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  { poolId, what, actor }: Export,
): Promise<void> {
  const entry = { action: `${what}.exported`, poolId };
  await recordAudit(database, shop, actor, clock.now(), entry);
}
