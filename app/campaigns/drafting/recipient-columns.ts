import { type ListKind, plainHeader, type ReadHeader } from "../../codes/reading/columns";

/** Headers of the column that says who a code is for, the surest first. */
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

const isAddress = (cell: string) => /[^\s@]@[^\s@]/.test(cell);

/** A file or a pasted text of recipients: one column says who, the others are not read. */
export const listOfRecipients: ListKind = {
  namesColumn: (word) => spellings.includes(plainHeader(word)),
  readColumns: (rows) => {
    const [first = []] = rows;
    const names = first.map(plainHeader);
    const named = spellings.map((word) => names.indexOf(word)).find((place) => place >= 0);
    if (named !== undefined && !first.some(isAddress)) return chosen(first, named, true);
    const place = mostAddresses(rows, first.length);
    // A first row without an address, above rows with one, names the columns in words we do not know.
    const header = rows.length > 1 && !isAddress(first[place] ?? "") && hasAddress(rows, place);
    return chosen(first, place, header);
  },
};

function chosen(row: readonly string[], place: number, header: boolean): ReadHeader {
  return { header, columns: row.map((_, at) => (at === place ? "email" : "ignore")) };
}

/** The column with the most addresses; the first, when none has any. */
function mostAddresses(rows: readonly (readonly string[])[], columns: number): number {
  const counts = Array.from(
    { length: columns },
    (_, place) => rows.filter((cells) => isAddress(cells[place] ?? "")).length,
  );
  return Math.max(0, counts.indexOf(Math.max(...counts)));
}

function hasAddress(rows: readonly (readonly string[])[], place: number): boolean {
  return rows.some((cells) => isAddress(cells[place] ?? ""));
}
