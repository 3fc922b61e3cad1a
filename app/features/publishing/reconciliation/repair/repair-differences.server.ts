import type { InvalidInput } from "../../../../core/failures";
import type { Actor, ShopContext } from "../../../../core/ids";
import { failure, type Result, success } from "../../../../core/result";
import { enqueue } from "../../../../database/enqueue.server";
import type { Services } from "../../../../services.server";
import { recordAudit } from "../../../audit/record-audit.server";
import {
  type DifferenceKind,
  type DifferenceRepair,
  differenceKinds,
  type ReconciliationNotFound,
  repairsOf,
} from "../difference";
import { repairStep } from "./repair-step.server";

/** Maximum number of differences repaired per request. */
const maxRepairsPerRequest = 250;

export interface RepairRequest {
  checkId: number;
  kind: DifferenceKind;
  repair: DifferenceRepair;
  /** Up to 250; null: a job repairs all of the kind. */
  findingIds: readonly number[] | null;
  actor: Actor;
}

/**
 * Repairs differences of a check: uploads missing codes again, imports unknown ones into a pool or
 * removes them from the store, deactivates pools, or ignores the difference. Skips those already
 * repaired or no longer true. Resolves how many were repaired; null when a job does it. Fails when
 * the check doesn't exist or is still running, or when the repair doesn't fit the kind.
 */
export async function repairDifferences(
  services: Services,
  shop: ShopContext,
  { checkId, kind, repair, findingIds, actor }: RepairRequest,
): Promise<Result<{ repaired: number | null }, ReconciliationNotFound | InvalidInput>> {
  const { database, clock } = services;
  const [check] = await database.query(
    "SELECT 1 FROM reconciliation WHERE shop_id = $1 AND id = $2 AND state IN ('done', 'failed')",
    [shop.id, checkId],
  );
  if (!check) return failure({ kind: "reconciliation_not_found" });
  if (!differenceKinds.includes(kind) || !repairsOf[kind].includes(repair)) {
    const message = "This difference can’t be repaired that way.";
    return failure({ kind: "invalid_input", field: "repair", message });
  }
  const action = repair === "ignore" ? "difference.ignored" : "difference.repaired";
  const event = { action, detail: { kind, repair } };
  if (findingIds === null) {
    await database.transaction(async (tx) => {
      const key = `repair-differences:${shop.id}:${checkId}:${kind}`;
      const payload = { shopId: shop.id, checkId, kind, repair, actor: actor.name };
      await enqueue(tx, "repair-differences", payload, { key, queue: key });
      await recordAudit(tx, shop, actor, clock.now(), {
        ...event,
        detail: { ...event.detail, all: true },
      });
    });
    return success({ repaired: null });
  }
  const ids = findingIds.slice(0, maxRepairsPerRequest);
  const repaired = await repairStep(services, shop, { checkId, kind, repair, ids, actor });
  if (repaired > 0) {
    const detail = { ...event.detail, count: repaired };
    await recordAudit(database, shop, actor, clock.now(), { ...event, detail });
  }
  return success({ repaired });
}
