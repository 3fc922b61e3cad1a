import type { ShopContext } from "../../core/ids";
import type { Services } from "../../services.server";
import { extraRequests } from "./api-key";

/** Charges an expensive request's extra cost to its key's limit. */
export async function chargeKey(
  { database }: Pick<Services, "database">,
  shop: Pick<ShopContext, "id">,
  { keyId, milliseconds }: { keyId: number; milliseconds: number },
): Promise<void> {
  const extra = extraRequests(milliseconds);
  if (extra === 0) return;
  await database.query(
    `UPDATE api_key_minute SET requests = requests + $3 WHERE shop_id = $1 AND key_id = $2`,
    [shop.id, keyId, extra],
  );
}
