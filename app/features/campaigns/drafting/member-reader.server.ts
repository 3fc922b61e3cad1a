import type { ShopContext } from "../../../core/ids";
import type { FileRow } from "../../../files/parse/reading";
import type { Services } from "../../../services.server";
import { normaliseRecipient } from "../../recipients/recipient";
import { recipientKey, sealAddress } from "../../recipients/recipient-vault.server";
import { keptCells, type ListColumns, listedRecipient } from "./list-columns";

/** A row of a list, as it is kept. */
export interface ReadMember {
  line: number;
  /** What the recipient is found by; null: the row names nobody. */
  key: Buffer | null;
  /** The recipient, or what stands there instead, sealed. */
  address: Buffer;
  /** The other cells of the row, sealed; null: the list has no other columns. */
  fields: Buffer | null;
}

/** Makes a reader of the rows of a list with these columns. */
export function memberReader(
  services: Pick<Services, "encryptionKey">,
  shop: Pick<ShopContext, "id">,
  columns: ListColumns,
): (row: FileRow) => ReadMember {
  return ({ line, cells }) => {
    const text = listedRecipient(cells, columns);
    const kept = keptCells(cells, columns);
    const recipient = normaliseRecipient(text);
    return {
      line,
      key: recipient.ok ? recipientKey(services, shop, recipient.value) : null,
      address: sealAddress(services, shop, recipient.ok ? recipient.value : text),
      fields: kept && sealAddress(services, shop, JSON.stringify(kept)),
    };
  };
}
