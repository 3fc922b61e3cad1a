import type { ShopContext } from "../../../core/ids";
import type { Sql, Transaction } from "../../../database/database.server";
import type { Services } from "../../../services.server";

/** Covers the platform's retries, which take hours, and the second attempt to link a customer. */
const retentionDays = 2;
/** Namespace of the advisory lock that serializes merges and links of a store. */
const lockSpace = 7_301;

/**
 * Serializes merges with links of a store until commit, so each sees the other's result. Links can
 * run concurrently; a merge runs alone.
 */
export async function lockIdentities(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  work: "merge" | "link",
): Promise<void> {
  const lock = work === "merge" ? "pg_advisory_xact_lock" : "pg_advisory_xact_lock_shared";
  await tx.query(`SELECT ${lock}($1, $2)`, [lockSpace, shop.id]);
}

/** Remembers for a while that two customers were merged. Identities are keyed hashes. */
export async function storeMerge(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  { kept, deleted, now }: { kept: Buffer; deleted: Buffer; now: Date },
): Promise<void> {
  await tx.query(
    `INSERT INTO customer_merge (shop_id, deleted, kept, merged_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (shop_id, deleted, kept) DO NOTHING`,
    [shop.id, deleted, kept, now],
  );
}

/** Customers merged with this one, directly or indirectly, starting with the customer itself. */
export async function mergedWith(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  customer: Buffer,
): Promise<Buffer[]> {
  const names = await sql.query<{ key: Buffer }>(
    `WITH RECURSIVE name (key) AS (
       SELECT $2::bytea
        UNION
       SELECT CASE WHEN merge.deleted = name.key THEN merge.kept ELSE merge.deleted END
         FROM name JOIN customer_merge AS merge
           ON merge.shop_id = $1 AND (merge.deleted = name.key OR merge.kept = name.key)
     )
     SELECT key FROM name`,
    [shop.id, customer],
  );
  return names.map(({ key }) => key);
}

/** Addresses waiting for a second attempt with one of these customers. All are keyed hashes. */
export async function pendingAddresses(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  customers: readonly Buffer[],
): Promise<Buffer[]> {
  const pairs = await sql.query<{ address: Buffer }>(
    "SELECT address FROM customer_link WHERE shop_id = $1 AND customer = ANY($2::bytea[])",
    [shop.id, customers],
  );
  return pairs.map(({ address }) => address);
}

/** Deletes merges of an erased customer. `keys`: keyed hashes. */
export async function deleteMerges(
  tx: Transaction,
  shop: Pick<ShopContext, "id">,
  keys: readonly Buffer[],
): Promise<void> {
  await tx.query(
    `DELETE FROM customer_merge
      WHERE shop_id = $1 AND (deleted = ANY($2::bytea[]) OR kept = ANY($2::bytea[]))`,
    [shop.id, keys],
  );
}

/** Deletes old merges of all stores. */
export async function dropOldMerges({
  database,
  clock,
}: Pick<Services, "database" | "clock">): Promise<void> {
  await database.query(
    "DELETE FROM customer_merge WHERE merged_at < $1::timestamptz - make_interval(days => $2)",
    [clock.now(), retentionDays],
  );
}
