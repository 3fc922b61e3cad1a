/** What a column of a file can mean. */
export const meanings = [
  "code",
  "message",
  "assign_by",
  "use_by",
  "use_within_days",
  "email",
  "ignore",
] as const;
export type Meaning = (typeof meanings)[number];

/** Headers that merchants and other systems write, as `plainHeader` makes them. */
const spellings: Record<Exclude<Meaning, "ignore">, readonly string[]> = {
  code: [
    "code",
    "codes",
    "coupon",
    "coupons",
    "coupon code",
    "promo",
    "promo code",
    "promotion code",
    "voucher",
    "voucher code",
    "discount code",
    "value",
  ],
  message: ["message", "text"],
  assign_by: ["assign by", "pool expiration", "pool expiry"],
  use_by: ["use by", "user expiration", "valid until", "expires", "expires at", "expiration date"],
  use_within_days: ["use within days", "use within", "valid days", "days"],
  email: ["email", "e mail", "email address", "customer email", "recipient"],
};

const meaningOf = new Map<string, Meaning>(
  Object.entries(spellings).flatMap(([meaning, names]) =>
    names.map((name) => [name, meaning as Meaning]),
  ),
);

/** A header as it is compared: `E-Mail_Address` is `e mail address`. */
export function plainHeader(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s_\p{Pd}\p{Cf}]+/gu, " ")
    .trim();
}

/** What a header says about its column; undefined when it is a word that we do not know. */
function meaningOfHeader(text: string): Meaning | undefined {
  return meaningOf.get(plainHeader(text));
}

export interface ReadHeader {
  /** Whether the first row names the columns instead of being a code. */
  header: boolean;
  /** By column, `code` at most once. */
  columns: Meaning[];
}

/** What a file is a list of, as far as it tells how the file is to be read. */
export interface ListKind {
  /** Whether a word names the column that the list cannot do without. */
  namesColumn(word: string): boolean;
  /** Finds out from the first rows (of equal length) what the columns are. */
  readColumns(rows: readonly (readonly string[])[]): ReadHeader;
}

export const listOfCodes: ListKind = {
  namesColumn: (word) => meaningOfHeader(word) === "code",
  readColumns: ([first = []]) => readHeader(first),
};

/**
 * Finds out from the first row what the columns are. A row that names the code's column is a header.
 * Without one the first column holds the codes and the others stay out until somebody says what they are.
 */
export function readHeader(firstRow: readonly string[]): ReadHeader {
  const known = firstRow.map(meaningOfHeader);
  // `email` beside a word we do not know is a header too: no code looks like that.
  const header = known.includes("code") || (firstRow.length > 1 && known.some(Boolean));
  if (!header) return { header, columns: firstRow.map((_, place) => (place ? "ignore" : "code")) };
  return {
    header,
    columns: known.map((meaning, place) =>
      meaning && known.indexOf(meaning) === place ? meaning : "ignore",
    ),
  };
}

/** Why columns cannot be read like this: a sentence; undefined when they can. */
export function columnsProblem(columns: readonly Meaning[]): string | undefined {
  if (!columns.includes("code")) return "Choose the column that holds the codes.";
  const chosen = columns.filter((meaning) => meaning !== "ignore");
  const twice = chosen.find((meaning, place) => chosen.indexOf(meaning) !== place);
  return twice && `Two columns are “${meaningNames[twice]}”. Choose one of them.`;
}

/** The meanings as a person reads them. */
export const meaningNames: Record<Meaning, string> = {
  code: "Code",
  message: "Message",
  assign_by: "Pool expiration (assign by)",
  use_by: "User expiration (use by)",
  use_within_days: "User expiration (use within days)",
  email: "Recipient’s e-mail (assigned at once)",
  ignore: "Not imported",
};
