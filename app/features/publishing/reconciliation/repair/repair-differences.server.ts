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

/** Findings that are repaired while somebody waits. */
const mostAtOnce = 250;

export interface Repairing {
  checkId: number;
  kind: DifferenceKind;
  repair: DifferenceRepair;
  /** Up to 250; null: all of the kind, by a job. */
  findingIds: readonly number[] | null;
  actor: Actor;
}

/**
 * Repairs what a check found: uploads missing codes again, takes unknown ones into a pool or out of
 * the shop, pauses pools, or leaves it as it is for good. What was repaired, or is not so any more, is left as it is. Resolves how many
 * findings were worked off; null: a job does it.
 */
export async function repairDifferences(
  services: Services,
  shop: ShopContext,
  { checkId, kind, repair, findingIds, actor }: Repairing,
): Promise<Result<{ repaired: number | null }, ReconciliationNotFound | InvalidInput>> {
  const { database, clock } = services;
  const [check] = await database.query(
    "SELECT 1 FROM reconciliation WHERE shop_id = $1 AND id = $2 AND state IN ('done', 'failed')",
    [shop.id, checkId],
  );
  if (!check) return failure({ kind: "reconciliation_not_found" });
  if (!differenceKinds.includes(kind) || !repairsOf[kind].includes(repair)) {
    const message = "This cannot be done about it.";
    return failure({ kind: "invalid_input", field: "repair", message });
  }
  const action = repair === "leave" ? "difference.ignored" : "difference.repaired";
  const told = { action, detail: { kind, repair } };
  if (findingIds === null) {
    await database.transaction(async (tx) => {
      const key = `repair-differences:${shop.id}:${checkId}:${kind}`;
      const payload = { shopId: shop.id, checkId, kind, repair, actor: actor.name };
      await enqueue(tx, "repair-differences", payload, { key, queue: key });
      await recordAudit(tx, shop, actor, clock.now(), {
        ...told,
        detail: { ...told.detail, all: true },
      });
    });
    return success({ repaired: null });
  }
  const ids = findingIds.slice(0, mostAtOnce);
  const repaired = await repairStep(services, shop, { checkId, kind, repair, ids, actor });
  if (repaired > 0) {
    const detail = { ...told.detail, count: repaired };
    await recordAudit(database, shop, actor, clock.now(), { ...told, detail });
  }
  return success({ repaired });
}
