import type { ShopContext } from "../../../core/ids";
import type { PlatformFailure } from "../../../platform/platform-failure";
import type { Services } from "../../../services.server";
import { recordAudit } from "../../audit/record-audit.server";
import type { GuardStatus } from "../guard";

/** What was found out about the discount, or done with it. */
export interface FoundStatus {
  status: GuardStatus;
  /** The platform's message. */
  detail?: string;
  /** When the discount was read. */
  checkedAt: Date;
  /** The discount and the hash of the texts that it has; absent if it has none or wasn't read. */
  discount?: { platformId: string; configHash: string; written: boolean };
}

/** What the merchant did on the platform is in the activity log, because codes work unprotected since. */
const noticed: Partial<Record<GuardStatus, string>> = {
  missing: "guard.missing",
  deactivated: "guard.deactivated",
};

/**
 * Records the state of a guard that is on, and that the platform responds. Without effect if the
 * merchant has turned it off meanwhile: the next job then removes the discount.
 */
export async function recordStatus(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  { status, detail, checkedAt, discount }: FoundStatus,
): Promise<void> {
  await database.transaction(async (tx) => {
    const now = clock.now();
    const [before] = await tx.query<{ status: GuardStatus }>(
      "SELECT status FROM guard WHERE shop_id = $1 AND enabled FOR UPDATE",
      [shop.id],
    );
    if (!before) return;
    await tx.query(
      `UPDATE guard SET status = $2, status_detail = $3, checked_at = $4, trouble = NULL,
              trouble_since = NULL, trouble_detail = NULL,
              status_since = CASE WHEN status = $2 THEN status_since ELSE $5 END,
              platform_id = coalesce($6, platform_id),
              config_hash = coalesce($7, config_hash),
              written_at = CASE WHEN $8 THEN $5 ELSE written_at END
        WHERE shop_id = $1`,
      [
        shop.id,
        status,
        detail ?? null,
        checkedAt,
        now,
        discount?.platformId ?? null,
        discount?.configHash ?? null,
        discount?.written ?? false,
      ],
    );
    const action = noticed[status];
    if (action && before.status !== status) {
      await recordAudit(tx, shop, { name: "app" }, now, { action });
    }
  });
}

/**
 * Records that the platform couldn't be reached or denies the app access. Throws if it couldn't be
 * reached, so that the job tries again.
 */
export async function recordTrouble(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  { kind, detail }: PlatformFailure,
): Promise<void> {
  await database.query(
    `UPDATE guard SET trouble = $2, trouble_detail = $3,
            trouble_since = CASE WHEN trouble = $2 THEN trouble_since ELSE $4 END
      WHERE shop_id = $1`,
    [shop.id, kind === "platform_denied" ? "denied" : "unreachable", detail, clock.now()],
  );
  if (kind === "platform_unreachable") throw new Error(`The guard was not written: ${detail}`);
}
