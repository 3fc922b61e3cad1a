import type { ShopContext } from "../../../app/core/ids";
import { defaultPattern, type Pattern } from "../../../app/features/publishing/generator/pattern";
import { createDynamicPool } from "../../../app/features/publishing/replenishment/create-dynamic-pool.server";
import type { Services } from "../../../app/services.server";

let made = 0;

/** Inserts a cached discount, as if it had been read from the platform. Returns its ID. */
export async function insertDiscount(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: ShopContext,
  discount: { platformId?: string; title?: string; status?: string; endsAt?: Date } = {},
): Promise<number> {
  made += 1;
  const [row] = await database.query<{ id: number }>(
    `INSERT INTO discount (shop_id, platform_id, title, status, ends_at, read_at)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
    [
      shop.id,
      discount.platformId ?? `gid://shopify/DiscountCodeNode/${made}`,
      discount.title ?? `Discount ${made}`,
      discount.status ?? "active",
      discount.endsAt ?? null,
      clock.now(),
    ],
  );
  if (!row) throw new Error("no discount");
  return row.id;
}

/** Creates an active, empty dynamic pool with its own discount. Returns its ID. */
export async function insertDynamicPool(
  services: Services,
  shop: ShopContext,
  {
    discountId,
    target = 100,
    floor = 50,
    pattern = defaultPattern,
  }: { discountId?: number; target?: number; floor?: number; pattern?: Pattern } = {},
): Promise<number> {
  made += 1;
  const pool = await createDynamicPool(services, shop, {
    name: `Dynamic ${made}`,
    discountId: discountId ?? (await insertDiscount(services, shop)),
    pattern,
    buffer: { target, floor },
    actor: { name: "Ada" },
  });
  if (!pool.ok) throw new Error(pool.failure.kind);
  await services.database.query("UPDATE pool SET active = true WHERE shop_id = $1 AND id = $2", [
    shop.id,
    pool.value.id,
  ]);
  return pool.value.id;
}
