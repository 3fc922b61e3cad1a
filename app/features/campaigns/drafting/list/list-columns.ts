import type { FileRow, ParseOptions } from "../../../../files/parse/parse-options";
import { listedAddress } from "../../../recipients/listed-address";

/** Which columns of a list are used, by their places from 0. */
export interface ListColumns {
  /** Says who a code is for. */
  recipient: number;
  /** The customer's id, for rows without an address; -1: there is none. */
  customerId: number;
  /** Come back in the result, with their names. */
  kept: { place: number; name: string }[];
}

/** More columns of a list are left out, and longer cells cut. */
const mostColumns = 30;
const longestCell = 1_000;

/** The columns of a list, by how it is read and its first row. */
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
    kept: others.slice(0, mostColumns).map((place) => ({
      place,
      name: names[place]?.trim().slice(0, longestCell) || `Column ${place + 1}`,
    })),
  };
}

/** What a row says of its recipient, not checked yet: the address, or the customer's id without one. */
export function listedRecipient(cells: readonly string[], columns: ListColumns): string {
  const text = listedAddress(cells[columns.recipient] ?? "");
  return text === "" && columns.customerId >= 0
    ? listedAddress(cells[columns.customerId] ?? "")
    : text;
}

/** The cells of a row that come back in the result; null where the list has no other columns. */
export function keptCells(cells: readonly string[], { kept }: ListColumns): string[] | null {
  if (kept.length === 0) return null;
  return kept.map(({ place }) => (cells[place] ?? "").trim().slice(0, longestCell));
}

function isCustomerId(name: string): boolean {
  return /^(shopify )?customer id$/.test(
    name
      .trim()
      .toLowerCase()
      .replace(/[\s_-]+/g, " "),
  );
}
