import type { ShopContext } from "../../core/ids";
import type { Services } from "../../services.server";
import { openAddress } from "../recipients/recipient-vault.server";

/** The other cells of a line of a list, as `memberReader` sealed them. */
export function openFields(
  secret: Pick<Services, "encryptionKey">,
  shop: Pick<ShopContext, "id">,
  sealed: Buffer,
): string[] {
  return JSON.parse(openAddress(secret, shop, sealed)) as string[];
}
