import type { ListKind, ReadHeader } from "../../../../files/parse/columns/columns";
import type { Meaning } from "../../../../files/parse/columns/headings";

/** Headers of the recipient column, most reliable first. */
const spellings = [
  "email",
  "e mail",
  "email address",
  "e mail address",
  "emailaddress",
  "mail",
  "customer email",
  "contact email",
  "subscriber email",
  "recipient",
  "recipients",
  "e mail adresse",
  "email adresse",
  "correo electrónico",
  "adresse e mail",
  "customer id",
];

/** Normalizes a header: `E-Mail_Address` becomes `e mail address`. */
function plainHeader(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s_\p{Pd}\p{Cf}]+/gu, " ")
    .trim();
}

const isAddress = (cell: string) => /[^\s@]@[^\s@]/.test(cell);

/** A file or pasted text with one recipient column. */
export const listOfRecipients: ListKind = {
  namesColumn: (word) => spellings.includes(plainHeader(word)),
  readColumns: (rows) => {
    const [first = []] = rows;
    const names = first.map(plainHeader);
    const named = spellings.map((word) => names.indexOf(word)).find((place) => place >= 0);
    if (named !== undefined && !first.some(isAddress)) return chosen(first, named, true);
    const place = columnWithMostAddresses(rows, first.length);
    // A first row without an address, above rows with one, is an unrecognized header.
    const header = rows.length > 1 && !isAddress(first[place] ?? "") && hasAddress(rows, place);
    return chosen(first, place, header);
  },
  rate: (rows) => {
    const [first = []] = rows;
    return hasAddress(rows, columnWithMostAddresses(rows, first.length)) ? 1 : 0;
  },
  learn: () => ({ profile: null, doubts: [] }),
};

function chosen(row: readonly string[], place: number, header: boolean): ReadHeader {
  const columns = row.map((_, at): Meaning => (at === place ? "email" : "ignore"));
  return { header, above: 0, below: 0, columns, doubts: [] };
}

/** The column with the most addresses; the first one if there are none. */
function columnWithMostAddresses(rows: readonly (readonly string[])[], columns: number): number {
  const counts = Array.from(
    { length: columns },
    (_, place) => rows.filter((cells) => isAddress(cells[place] ?? "")).length,
  );
  return Math.max(0, counts.indexOf(Math.max(...counts)));
}

function hasAddress(rows: readonly (readonly string[])[], place: number): boolean {
  return rows.some((cells) => isAddress(cells[place] ?? ""));
}
