import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";

/** Locks the identities with these keys (hex), so no other can join their groups until commit. */
export async function lockRecipients(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  keys: readonly string[],
): Promise<void> {
  await tx.query(
    `SELECT 1 FROM recipient WHERE shop_id = $1 AND key = ANY($2::bytea[])
      ORDER BY key FOR UPDATE`,
    [shop.id, keys.map((key) => Buffer.from(key, "hex"))],
  );
}

/**
 * Removes the address and all lookup keys from the identities with these keys (hex). The rows stay,
 * because assignments reference them. Resolves how many were erased.
 */
export async function eraseRecipients(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  keys: readonly string[],
): Promise<number> {
  const erased = await tx.query(
    `UPDATE recipient SET key = NULL, address = NULL, domain_key = NULL, identity_group_id = NULL
      WHERE shop_id = $1 AND key = ANY($2::bytea[]) RETURNING 1`,
    [shop.id, keys.map((key) => Buffer.from(key, "hex"))],
  );
  return erased.length;
}
