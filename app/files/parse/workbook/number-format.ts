import { serialText } from "../dates/date-text";

/** How a cell style displays numbers, if that changes what people read. */
export type NumberFormat =
  | { kind: "plain" }
  | { kind: "date" }
  /** Leading zeros, and text around them: `00000`, `"SPRING-"0000`. */
  | { kind: "padded"; before: string; digits: number; after: string };

const plain: NumberFormat = { kind: "plain" };
const date: NumberFormat = { kind: "date" };

/** Built-in date format ids (ECMA-376, 18.8.30). Workbooks use them without defining them. */
const isBuiltInDate = (id: number) =>
  (id >= 14 && id <= 22) ||
  (id >= 27 && id <= 36) ||
  (id >= 45 && id <= 47) ||
  (id >= 50 && id <= 58);

const padded = /^((?:"[^"]*"|\\.|[-_/ ])*)(0{2,})((?:"[^"]*"|\\.|[-_/ ])*)$/;

/** Interprets a number format by its id, and by its code if the workbook defines one. */
export function readNumberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) return isBuiltInDate(id) ? date : plain;
  const [positive = ""] = code.split(";");
  const zeros = padded.exec(positive);
  if (zeros) {
    const [, before = "", digits = "", after = ""] = zeros;
    return {
      kind: "padded",
      before: literal(before),
      digits: digits.length,
      after: literal(after),
    };
  }
  // Colors, locales and conditions are in brackets. Literal text is quoted or escaped.
  const pattern = positive
    .replace(/"[^"]*"|\\.|_.|\*./g, "")
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "");
  return /[dmyhs]/i.test(pattern) && !/general|[#?]/i.test(pattern) ? date : plain;
}

function literal(text: string): string {
  return text.replace(/"([^"]*)"|\\(.)/g, "$1$2");
}

/** Spreadsheets keep only 15 significant digits of a number. */
const exactUpTo = 1e15;

/**
 * Formats a number the way the spreadsheet displays it: a date as `2027-12-31`, an id with its
 * leading zeros. Returns it with an exponent if the spreadsheet has lost digits.
 */
export function shownNumber(value: string, format: NumberFormat, from1904: boolean): string {
  const number = Number(value);
  if (value.trim() === "" || Number.isNaN(number)) return value;
  if (format.kind === "date") return serialText(number, from1904) ?? String(number);
  if (Math.abs(number) >= exactUpTo) return number.toExponential().replace("e", "E");
  if (format.kind === "padded" && Number.isInteger(number) && number >= 0) {
    return `${format.before}${String(number).padStart(format.digits, "0")}${format.after}`;
  }
  return String(number);
}
