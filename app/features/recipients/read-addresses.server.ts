import type { ShopContext } from "../../core/ids";
import type { Services } from "../../services.server";
import { decryptAddress } from "./recipient-encryption.server";

/** Addresses of recipients by ID; null for an erased customer. */
export async function readAddresses(
  services: Pick<Services, "database" | "keyring">,
  shop: Pick<ShopContext, "id">,
  ids: readonly number[],
): Promise<Map<number, string | null>> {
  const rows = await services.database.query<{ id: number; address: Buffer | null }>(
    "SELECT id, address FROM recipient WHERE shop_id = $1 AND id = ANY($2::bigint[])",
    [shop.id, ids],
  );
  return new Map(
    rows.map(({ id, address }) => [id, address && decryptAddress(services, shop, address)]),
  );
}
