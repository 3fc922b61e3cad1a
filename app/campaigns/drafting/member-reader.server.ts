import type { FileRow } from "../../codes/reading/reading";
import type { ShopContext } from "../../core/ids";
import { listedAddress } from "../../recipients/listed-address";
import { normaliseRecipient } from "../../recipients/recipient";
import { recipientKey, sealAddress } from "../../recipients/recipient-vault.server";
import type { Services } from "../../services.server";

/** A row of a list, as it is kept. */
export interface ReadMember {
  line: number;
  /** What the recipient is found by; null: the row names nobody. */
  key: Buffer | null;
  /** The recipient, or what stands there instead, sealed. */
  address: Buffer;
}

/** Makes a reader of rows, with the recipient in the column `place`. */
export function memberReader(
  services: Pick<Services, "encryptionKey">,
  shop: Pick<ShopContext, "id">,
  place: number,
): (row: FileRow) => ReadMember {
  return ({ line, cells }) => {
    const text = listedAddress(cells[place] ?? "");
    const recipient = normaliseRecipient(text);
    return {
      line,
      key: recipient.ok ? recipientKey(services, shop, recipient.value) : null,
      address: sealAddress(services, shop, recipient.ok ? recipient.value : text),
    };
  };
}
