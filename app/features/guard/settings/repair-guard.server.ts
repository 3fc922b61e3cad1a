import type { Actor, ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";
import { requestGuardWrite } from "../../pools/request-guard-write.server";
import type { GuardStatus } from "../guard";

export type GuardOff = { kind: "guard_off" };

/**
 * Has a job create the guard's discount again, activate it, or try once more what was refused:
 * `readGuard` tells how far it is. A guard that works is only checked. Fails with `guard_off` if the
 * merchant turned it off.
 */
export async function repairGuard(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  { actor }: { actor: Actor },
): Promise<Result<void, GuardOff>> {
  return database.transaction(async (tx) => {
    const now = clock.now();
    const [guard] = await tx.query<{ status: GuardStatus }>(
      "SELECT status FROM guard WHERE shop_id = $1 AND enabled FOR UPDATE",
      [shop.id],
    );
    if (!guard) return failure({ kind: "guard_off" });
    // The job reads the discount even if it did so a moment ago.
    await tx.query("UPDATE guard SET noticed_at = $2 WHERE shop_id = $1", [shop.id, now]);
    await requestGuardWrite(tx, shop.id);
    if (guard.status === "on" || guard.status === "setting_up") return success(undefined);
    await tx.query(
      `UPDATE guard SET status = 'setting_up', status_since = $2, status_detail = NULL
        WHERE shop_id = $1`,
      [shop.id, now],
    );
    await recordAudit(tx, shop, actor, now, { action: "guard.repaired" });
    return success(undefined);
  });
}
