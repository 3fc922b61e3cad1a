import type { ShopContext } from "../../../../core/ids";
import type { FileRow } from "../../../../files/parse/parse-options";
import type { Services } from "../../../../services.server";
import { normaliseRecipient } from "../../../recipients/recipient";
import { encryptAddress, recipientKey } from "../../../recipients/recipient-encryption.server";
import { keptCells, type ListColumns, listedRecipient } from "./list-columns";

/** A row of a list, as it is kept. */
export interface RecipientRow {
  line: number;
  /** What the recipient is found by; null: the row names nobody. */
  key: Buffer | null;
  /** The recipient, or what stands there instead, encrypted. */
  address: Buffer;
  /** The other cells of the row, encrypted; null: the list has no other columns. */
  fields: Buffer | null;
}

/** Makes a reader of the rows of a list with these columns. */
export function recipientRowReader(
  services: Pick<Services, "keyring">,
  shop: Pick<ShopContext, "id">,
  columns: ListColumns,
): (row: FileRow) => RecipientRow {
  return ({ line, cells }) => {
    const text = listedRecipient(cells, columns);
    const kept = keptCells(cells, columns);
    const recipient = normaliseRecipient(text);
    return {
      line,
      key: recipient.ok ? recipientKey(services, shop, recipient.value) : null,
      address: encryptAddress(services, shop, recipient.ok ? recipient.value : text),
      fields: kept && encryptAddress(services, shop, JSON.stringify(kept)),
    };
  };
}
