import type { ShopContext } from "../../../core/ids";
import type { Sql } from "../../../database/database.server";
import type { PlatformDiscount } from "../../../platform/platform";

/**
 * Upserts cached discounts. `readAt` is the time before the request, so a delayed response can't
 * overwrite a newer one. Resolves our IDs by the platform's.
 */
export async function cacheDiscounts(
  sql: Sql,
  shop: Pick<ShopContext, "id">,
  discounts: readonly PlatformDiscount[],
  readAt: Date,
): Promise<Map<string, number>> {
  if (discounts.length === 0) return new Map();
  // Sorted, so concurrent upserts of the same discounts can't deadlock.
  await sql.query(
    `INSERT INTO discount (shop_id, platform_id, title, status, terms, summary, starts_at, ends_at, read_at)
     SELECT $1, id, title, status, terms, summary, "startsAt", "endsAt", $3
       FROM jsonb_to_recordset($2::jsonb) AS incoming (id text, title text, status discount_status,
              terms jsonb, summary text, "startsAt" timestamptz, "endsAt" timestamptz)
      ORDER BY id
     ON CONFLICT (shop_id, platform_id) DO UPDATE SET
       title = excluded.title, status = excluded.status, terms = excluded.terms,
       summary = excluded.summary, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
       read_at = excluded.read_at
     WHERE discount.read_at <= excluded.read_at`,
    [shop.id, JSON.stringify(discounts), readAt],
  );
  const rows = await sql.query<{ id: number; platformId: string }>(
    `SELECT id, platform_id AS "platformId" FROM discount
      WHERE shop_id = $1 AND platform_id = ANY($2)`,
    [shop.id, discounts.map(({ id }) => id)],
  );
  return new Map(rows.map(({ id, platformId }) => [platformId, id]));
}
