import type { FileRow, ParseOptions } from "../../../../files/parse/parse-options";
import { listedAddress } from "../../../recipients/listed-address";

/** Indexes of the columns that are used, from 0. */
export interface ListColumns {
  recipient: number;
  /** Customer ID, for rows without an address; -1: none. */
  customerId: number;
  /** Included in the result, with their names. */
  extra: { place: number; name: string }[];
}

/** Further columns are dropped, and longer cells are cut. */
const maxColumns = 30;
const maxCellLength = 1_000;

export function listColumns(
  { columns, header }: Pick<ParseOptions, "columns" | "header">,
  first: FileRow | undefined,
): ListColumns {
  const names = header ? (first?.cells ?? []) : [];
  const recipient = columns.indexOf("email");
  const others = columns.map((_, place) => place).filter((place) => place !== recipient);
  return {
    recipient,
    customerId: others.find((place) => isCustomerId(names[place] ?? "")) ?? -1,
    extra: others.slice(0, maxColumns).map((place) => ({
      place,
      name: names[place]?.trim().slice(0, maxCellLength) || `Column ${place + 1}`,
    })),
  };
}

/** The recipient of a row, not validated: its address, or the customer ID if there is none. */
export function listedRecipient(cells: readonly string[], columns: ListColumns): string {
  const text = listedAddress(cells[columns.recipient] ?? "");
  return text === "" && columns.customerId >= 0
    ? listedAddress(cells[columns.customerId] ?? "")
    : text;
}

/** The cells of a row that are included in the result; null if the list has no other columns. */
export function extraCells(cells: readonly string[], { extra }: ListColumns): string[] | null {
  if (extra.length === 0) return null;
  return extra.map(({ place }) => (cells[place] ?? "").trim().slice(0, maxCellLength));
}

function isCustomerId(name: string): boolean {
  return /^(shopify )?customer id$/.test(
    name
      .trim()
      .toLowerCase()
      .replace(/[\s_-]+/g, " "),
  );
}
