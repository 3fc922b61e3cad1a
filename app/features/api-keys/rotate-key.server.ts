import type { Actor, ShopContext } from "../../core/ids";
import { failure, type Result, success } from "../../core/result";
import type { Services } from "../../services.server";
import { recordAudit } from "../audit/record-audit.server";
import { writeKeyText } from "./api-key";
import { hashSecret, makeSecret } from "./key-secret.server";
import type { KeyNotFound } from "./revoke-key.server";

export interface Rotation {
  keyId: number;
  /** How long the current secret keeps working; 0: it stops immediately. */
  overlapHours: number;
  actor: Actor;
}

/**
 * Gives a key a new secret and keeps its name, scopes, pools and limit. Of the older secrets only the
 * last one keeps working, for the overlap. Resolves the new text, which can't be read again.
 */
export async function rotateKey(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  { keyId, overlapHours, actor }: Rotation,
): Promise<Result<{ id: number; text: string }, KeyNotFound>> {
  return database.transaction(async (tx) => {
    const now = clock.now();
    const secret = makeSecret();
    const [key] = await tx.query<{ name: string }>(
      `UPDATE api_key SET hash = $3, previous_hash = hash, previous_expires_at = $4
        WHERE shop_id = $1 AND id = $2 AND revoked_at IS NULL RETURNING name`,
      [shop.id, keyId, hashSecret(secret), new Date(now.getTime() + overlapHours * 3_600_000)],
    );
    if (!key) return failure({ kind: "key_not_found" });
    await recordAudit(tx, shop, actor, now, {
      action: "key.rotated",
      detail: { name: key.name, overlapHours },
    });
    return success({ id: keyId, text: writeKeyText({ shopId: shop.id, keyId, secret }) });
  });
}
