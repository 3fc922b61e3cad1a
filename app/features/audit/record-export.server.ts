import type { Actor, ShopContext } from "../../core/ids";
import type { Services } from "../../services.server";
import { recordAudit } from "./record-audit.server";

export interface Export {
  poolId: number;
  /** A pool's assigned history, a campaign's results, or a pool's available codes. */
  what: "assignments" | "campaign" | "codes";
  actor: Actor;
}

/** Records an export, because access to addresses and codes must be traceable. */
export async function recordExport(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  { poolId, what, actor }: Export,
): Promise<void> {
  const entry = { action: `${what}.exported`, poolId };
  await recordAudit(database, shop, actor, clock.now(), entry);
}
