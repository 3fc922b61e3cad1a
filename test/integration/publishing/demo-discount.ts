import type { ShopContext } from "../../../app/core/ids";
import { defaultPattern, type Pattern } from "../../../app/features/publishing/generator/pattern";
import { createDynamicPool } from "../../../app/features/publishing/replenishment/create-dynamic-pool.server";
import type { Services } from "../../../app/services.server";

let made = 0;

/** Our copy of a discount, as if the platform had told of it. Returns its id. */
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

/** An active dynamic pool of a discount of its own, still empty. Returns its id. */
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
