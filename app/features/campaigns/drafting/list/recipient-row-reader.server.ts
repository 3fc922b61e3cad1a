import type { ShopContext } from "../../../../core/ids";
import type { FileRow } from "../../../../files/parse/parse-options";
import type { Services } from "../../../../services.server";
import { domainOf, normaliseRecipient } from "../../../recipients/recipient";
import {
  domainKey,
  encryptAddress,
  recipientKey,
} from "../../../recipients/recipient-encryption.server";
import { extraCells, type ListColumns, listedRecipient } from "./list-columns";

/** A row of a list, as stored. */
export interface RecipientRow {
  line: number;
  /** The recipient's keyed hash; null: the row is invalid. */
  key: Buffer | null;
  /** The keyed hash of their domain; null: the row is invalid. */
  domain: Buffer | null;
  /** The recipient, or the original cell of an invalid row, encrypted. */
  address: Buffer;
  /** The other cells of the row, encrypted; null: the list has no other columns. */
  fields: Buffer | null;
}

/** Creates a parser for rows with these columns. */
export function recipientRowReader(
  services: Pick<Services, "keyring">,
  shop: Pick<ShopContext, "id">,
  columns: ListColumns,
): (row: FileRow) => RecipientRow {
  return ({ line, cells }) => {
    const text = listedRecipient(cells, columns);
    const extra = extraCells(cells, columns);
    const recipient = normaliseRecipient(text);
    return {
      line,
      key: recipient.ok ? recipientKey(services, shop, recipient.value) : null,
      domain: recipient.ok ? domainKey(services, shop, domainOf(recipient.value)) : null,
      address: encryptAddress(services, shop, recipient.ok ? recipient.value : text),
      fields: extra && encryptAddress(services, shop, JSON.stringify(extra)),
    };
  };
}
