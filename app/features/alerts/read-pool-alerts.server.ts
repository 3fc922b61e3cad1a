import type { PoolNotFound } from "../../core/failures";
import type { ShopContext } from "../../core/ids";
import { failure, type Result, success } from "../../core/result";
import type { Services } from "../../services.server";
import { type AlertKind, alertKinds, kindsFor } from "./conditions/alert-conditions";
import { readPoolFigures } from "./conditions/pool-figures.server";
import { type Projection, projectStock } from "./conditions/projection";
import { localDate } from "./local-date";

export interface PoolAlertsView {
  poolId: number;
  lowStockThreshold: number | null;
  /** Kinds that this pool can raise. */
  kinds: readonly AlertKind[];
  /** False for inactive and archived pools, which raise no alerts. */
  watched: boolean;
  available: number;
  projection: Projection;
  /** Active alerts, most severe first. */
  raised: { kind: AlertKind; since: Date }[];
}

/** A pool's alerts: its threshold, how long the stock lasts, and the active alerts. */
export async function readPoolAlerts(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: ShopContext,
  poolId: number,
): Promise<Result<PoolAlertsView, PoolNotFound>> {
  const now = clock.now();
  const today = localDate(now, shop.timeZone);
  const pool = await readPoolFigures(database, { id: shop.id, today }, now, poolId);
  if (!pool) return failure({ kind: "pool_not_found" });
  const { watched, available, lowStockThreshold } = pool.figures;
  return success({
    poolId,
    lowStockThreshold,
    kinds: kindsFor(pool.figures),
    watched,
    available,
    projection: projectStock(pool.figures, today),
    raised: alertKinds.flatMap((kind) => {
      const since = pool.alerts.get(kind)?.raisedAt;
      return since ? [{ kind, since }] : [];
    }),
  });
}
