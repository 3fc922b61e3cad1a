import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { decryptAddress } from "../../recipients/recipient-encryption.server";

/** Decrypts the other cells of a row, which `recipientRowReader` encrypted. */
export function openFields(
  secret: Pick<Services, "keyring">,
  shop: Pick<ShopContext, "id">,
  sealed: Buffer,
): string[] {
  return JSON.parse(decryptAddress(secret, shop, sealed)) as string[];
}
