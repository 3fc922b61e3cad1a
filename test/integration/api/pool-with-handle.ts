import { insertPool, type StockedPool } from "../../factories/stocked-pool";
import type { ApiFixture } from "./api-fixture";

/** Like `insertPool`, but also returns the handle that the API uses. */
export async function insertPoolWithHandle(
  { services, shop }: Pick<ApiFixture, "services" | "shop">,
  pool: StockedPool = {},
): Promise<{ id: number; handle: string }> {
  const id = await insertPool(services, shop, pool);
  const [row] = await services.database.query<{ handle: string }>(
    "SELECT handle FROM pool WHERE shop_id = $1 AND id = $2",
    [shop.id, id],
  );
  if (!row) throw new Error("no pool");
  return { id, handle: row.handle };
}
