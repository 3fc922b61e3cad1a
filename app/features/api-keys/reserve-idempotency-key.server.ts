import { createHmac, hash } from "node:crypto";
import { deriveKey } from "../../core/encryption/derive-key.server";
import type { ShopContext } from "../../core/ids";
import { failure, type Result, success } from "../../core/result";
import type { Services } from "../../services.server";

/** The idempotency key was used before with a different request. */
export type IdempotencyKeyReused = { kind: "request_key_reused" };

export interface IdempotentRequest {
  idempotencyKey: string;
  /** The whole request: the operation, its pool, its body. */
  request: unknown;
}

/**
 * Stores the fingerprint of a batch request under its idempotency key, permanently: the key can only be
 * reused with the same request. Resolves a prefix for the idempotency keys of its items. The fingerprint
 * is a keyed hash, because the request contains addresses. Fails with `request_key_reused`.
 */
export async function reserveIdempotencyKey(
  { database, clock, keyring }: Pick<Services, "database" | "clock" | "keyring">,
  shop: Pick<ShopContext, "id">,
  { idempotencyKey, request }: IdempotentRequest,
): Promise<Result<string, IdempotencyKeyReused>> {
  const key = deriveKey(keyring.hashSecret, "api-request");
  const fingerprint = createHmac("sha256", key).update(JSON.stringify(request)).digest();
  const [row] = await database.query<{ same: boolean }>(
    // The no-op update makes RETURNING include an existing row.
    `INSERT INTO api_request AS stored (shop_id, request_key, fingerprint, created_at)
     VALUES ($1, $2, $3, $4)
     ON CONFLICT (shop_id, request_key) DO UPDATE SET request_key = excluded.request_key
     RETURNING stored.fingerprint = $3 AS same`,
    [shop.id, idempotencyKey, fingerprint, clock.now()],
  );
  if (!row?.same) return failure({ kind: "request_key_reused" });
  return success(`request:${hash("sha256", idempotencyKey, "hex")}`);
}
