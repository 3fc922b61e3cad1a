import type { Actor, ShopContext } from "../core/ids";
import type { Services } from "../services.server";
import { recordAudit } from "./record-audit.server";

export interface Export {
  poolId: number;
  /** A pool's history, or the result of a campaign. */
  what: "assignments" | "campaign";
  actor: Actor;
}

/** Notes down that somebody takes recipients' addresses out of the app: access to them is logged. */
export async function recordExport(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  { poolId, what, actor }: Export,
): Promise<void> {
  const entry = { action: `${what}.exported`, poolId };
  await recordAudit(database, shop, actor, clock.now(), entry);
}
