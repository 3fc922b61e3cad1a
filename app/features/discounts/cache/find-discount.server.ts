import type { ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import type { Sql } from "../../../database/database.server";
import type { DiscountNotFound } from "../../../platform/platform-failure";
import type { Discount } from "../discount";

export const discountColumns = `discount.id, discount.platform_id AS "platformId", discount.title,
  discount.status, discount.terms, discount.summary, discount.starts_at AS "startsAt",
  discount.ends_at AS "endsAt", discount.read_at AS "readAt"`;

/** Finds a cached discount of the shop, by our ID. Fails with `discount_not_found`. */
export async function findDiscount(
  { database }: { database: Sql },
  shop: Pick<ShopContext, "id">,
  discountId: number,
): Promise<Result<Discount, DiscountNotFound>> {
  const [discount] = await database.query<Discount>(
    `SELECT ${discountColumns} FROM discount WHERE shop_id = $1 AND id = $2`,
    [shop.id, discountId],
  );
  return discount ? success(discount) : failure({ kind: "discount_not_found" });
}
