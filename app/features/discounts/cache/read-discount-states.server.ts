import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { type DiscountStatus, statusAt } from "../discount";

/** The current status of cached discounts, by our IDs. */
export async function readDiscountStates(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  discountIds: readonly number[],
): Promise<Map<number, DiscountStatus>> {
  const now = clock.now();
  const rows = await database.query<{
    id: number;
    status: DiscountStatus;
    startsAt: Date | null;
    endsAt: Date | null;
  }>(
    `SELECT id, status, starts_at AS "startsAt", ends_at AS "endsAt" FROM discount
      WHERE shop_id = $1 AND id = ANY($2)`,
    [shop.id, discountIds],
  );
  return new Map(rows.map(({ id, ...discount }) => [id, statusAt(discount, now)]));
}
