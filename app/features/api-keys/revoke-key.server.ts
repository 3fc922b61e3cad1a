import type { Actor, ShopContext } from "../../core/ids";
import { failure, type Result, success } from "../../core/result";
import type { Services } from "../../services.server";
import { recordAudit } from "../audit/record-audit.server";

export type KeyNotFound = { kind: "key_not_found" };

/**
 * Revokes a key with all its secrets. Every process rejects the next request. Fails if there is no
 * active key.
 */
export async function revokeKey(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  { keyId, actor }: { keyId: number; actor: Actor },
): Promise<Result<{ name: string }, KeyNotFound>> {
  return database.transaction(async (tx) => {
    const now = clock.now();
    const [key] = await tx.query<{ name: string }>(
      `UPDATE api_key SET revoked_at = $3
        WHERE shop_id = $1 AND id = $2 AND revoked_at IS NULL RETURNING name`,
      [shop.id, keyId, now],
    );
    if (!key) return failure({ kind: "key_not_found" });
    await recordAudit(tx, shop, actor, now, { action: "key.revoked", detail: { name: key.name } });
    return success(key);
  });
}
