import type { ShopContext } from "../../../core/ids";
import type { Services } from "../../../services.server";
import { decryptAddress } from "../../recipients/recipient-encryption.server";

/** The other cells of a line of a list, as `recipientRowReader` encrypted them. */
export function openFields(
  secret: Pick<Services, "keyring">,
  shop: Pick<ShopContext, "id">,
  sealed: Buffer,
): string[] {
  return JSON.parse(decryptAddress(secret, shop, sealed)) as string[];
}
