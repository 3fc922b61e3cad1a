import type { ShopContext } from "../../../core/ids";
import type { Database, Sql, Transaction } from "../../../database/database.server";
import { enqueueCustomerCodes } from "../../recipients/changes/enqueue-customer-codes.server";

/** A customer and what is to be written to them; null deletes it. */
export interface CustomerWrite {
  /** The recipient that is this customer ID. */
  recipientId: number;
  /** The platform's ID: decimal digits. */
  customerId: string;
  value: string | null;
  /** Pools with codes that had no room. */
  leftOut: readonly number[];
}

/** SHA-256 (hex) by recipient of what was written; null: unknown, so it has to be written again. */
export async function readWritten(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  recipientIds: readonly number[],
): Promise<ReadonlyMap<number, string | null>> {
  const rows = await sql.query<{ recipientId: number; digest: string | null }>(
    // An uninstall may have deleted what was written before.
    `SELECT recipient_id AS "recipientId",
            CASE WHEN written_at >= shop.installed_at THEN encode(digest, 'hex') END AS digest
       FROM customer_codes JOIN readable.shop ON shop.id = $1
      WHERE shop_id = $1 AND recipient_id = ANY($2::bigint[])`,
    [shop.id, recipientIds],
  );
  return new Map(rows.map(({ recipientId, digest }) => [recipientId, digest]));
}

/**
 * Records that these customers are about to be written, so a later erasure finds them. Resolves the
 * recipients to write: those that were erased meanwhile are missing.
 */
export async function beginWrites(
  database: Database,
  shop: Pick<ShopContext, "id">,
  writes: readonly CustomerWrite[],
): Promise<ReadonlySet<number>> {
  if (writes.length === 0) return new Set();
  const rows = await database.transaction((tx) =>
    tx.query<{ recipientId: number }>(
      // An erasure either has committed, and the recipient has no key, or waits for these locks.
      `WITH present AS MATERIALIZED (
         SELECT recipient.id, recipient.address, coming.left_out
           FROM unnest($2::bigint[], $3::text[]) AS coming (id, left_out)
           JOIN readable.recipient ON recipient.shop_id = $1 AND recipient.id = coming.id
            AND recipient.key IS NOT NULL AND recipient.address IS NOT NULL
          ORDER BY recipient.key FOR SHARE OF recipient)
       INSERT INTO customer_codes (shop_id, recipient_id, customer_id, left_out)
       SELECT $1, id, address, left_out::int[] FROM present
       ON CONFLICT (shop_id, recipient_id) DO UPDATE
         SET digest = NULL, left_out = excluded.left_out WHERE NOT customer_codes.erased
       RETURNING recipient_id AS "recipientId"`,
      [
        shop.id,
        writes.map(({ recipientId }) => recipientId),
        writes.map(({ leftOut }) => `{${leftOut.join(",")}}`),
      ],
    ),
  );
  return new Set(rows.map(({ recipientId }) => recipientId));
}

/** Records what was written to customers, with its SHA-256. */
export async function commitWrites(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  written: readonly { recipientId: number; digest: Buffer }[],
  now: Date,
): Promise<void> {
  if (written.length === 0) return;
  await sql.query(
    `UPDATE customer_codes SET digest = written.digest, written_at = $4
       FROM unnest($2::bigint[], $3::bytea[]) AS written (id, digest)
      WHERE customer_codes.shop_id = $1 AND customer_codes.recipient_id = written.id`,
    [
      shop.id,
      written.map(({ recipientId }) => recipientId),
      written.map(({ digest }) => digest),
      now,
    ],
  );
}

/** Forgets customers to whom nothing is written any more. Idempotent. */
export async function forgetCustomers(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  recipientIds: readonly number[],
): Promise<void> {
  if (recipientIds.length === 0) return;
  await sql.query(
    "DELETE FROM customer_codes WHERE shop_id = $1 AND recipient_id = ANY($2::bigint[])",
    [shop.id, recipientIds],
  );
}

/** The platform rejected what was written to a customer: its codes count as left out. */
export async function markLeftOut(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  recipientId: number,
  poolIds: readonly number[],
): Promise<void> {
  await sql.query(
    "UPDATE customer_codes SET left_out = $3 WHERE shop_id = $1 AND recipient_id = $2",
    [shop.id, recipientId, poolIds],
  );
}

/** Customers who were erased here and may still have codes on the platform. */
export function findErased(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  limit: number,
): Promise<{ recipientId: number; sealed: Buffer }[]> {
  return sql.query(
    `SELECT recipient_id AS "recipientId", customer_id AS sealed FROM customer_codes
      WHERE shop_id = $1 AND erased ORDER BY recipient_id LIMIT $2`,
    [shop.id, limit],
  );
}

/**
 * Has a job delete what was written to the customers with these keys (hex), who are being erased.
 * Call it before their recipients lose their keys, after locking them.
 */
export async function eraseCustomerCodes(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  keys: readonly string[],
): Promise<void> {
  const erased = await tx.query(
    `UPDATE customer_codes SET erased = true FROM readable.recipient
      WHERE customer_codes.shop_id = $1 AND recipient.shop_id = $1
        AND recipient.id = customer_codes.recipient_id AND recipient.key = ANY($2::bytea[])
     RETURNING 1`,
    [shop.id, keys.map((key) => Buffer.from(key, "hex"))],
  );
  if (erased.length > 0) await enqueueCustomerCodes(tx, shop.id);
}
