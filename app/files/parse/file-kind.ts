/** The kind of a file. `other` isn't a list. Its message tells the merchant why, and what to do. */
export type FileKind =
  | { kind: "text" }
  | { kind: "zip" }
  | { kind: "ole" }
  | { kind: "other"; message: string };

/** First bytes (as Latin-1) of file types that people pick by mistake. */
const signatures: readonly [start: string, name: string][] = [
  ["%PDF", "a PDF"],
  ["%!PS", "a PostScript file"],
  ["\x89PNG", "an image (PNG)"],
  ["\xFF\xD8\xFF", "an image (JPEG)"],
  ["GIF8", "an image (GIF)"],
  ["BM", "an image (BMP)"],
  ["II*\0", "an image (TIFF)"],
  ["MM\0*", "an image (TIFF)"],
  ["\x1F\x8B", "a compressed file (gzip)"],
  ["7z\xBC\xAF", "a compressed file (7z)"],
  ["Rar!", "a compressed file (RAR)"],
  ["{\\rtf", "a text document (RTF)"],
  ["\x7FELF", "a program"],
  ["MZ", "a program"],
  ["SQLite format 3", "a database"],
  ["BEGIN:VCARD", "an address card"],
  ["BEGIN:VCALENDAR", "a calendar"],
];
/** A code could start like this too, so these need binary bytes after them. */
const ambiguous = new Set(["BM", "MZ", "GIF8", "Rar!"]);

/** Detects the kind of a file from its first bytes. A few thousand are enough. */
export function kindOfFile(start: Uint8Array): FileKind {
  const text = latin1(start.subarray(0, 16));
  if (text.startsWith("PK\x03\x04") || text.startsWith("PK\x05\x06")) return { kind: "zip" };
  if (text.startsWith("\xD0\xCF\x11\xE0")) return { kind: "ole" };
  const [signature, name] = signatures.find(([bytes]) => text.startsWith(bytes)) ?? [];
  const binary = isBinary(start);
  if (name && signature && (binary || !ambiguous.has(signature))) return other(name);
  if (binary) return other("a binary file");
  const markup = markupName(start);
  return markup
    ? other(markup, "Open it in Excel and save it as .xlsx or CSV, then import that.")
    : { kind: "text" };
}

/** Why a file can't be read as a list, and what to do: two sentences for the merchant. */
export function notAList(
  name: string,
  advice = "Choose a CSV, TSV, text or Excel (.xlsx) file.",
): string {
  return `This is ${name}, not a list. ${advice}`;
}

function other(name: string, advice?: string): FileKind {
  return { kind: "other", message: notAList(name, advice) };
}

/**
 * Names machine-readable text that isn't a list. Many stores' "Excel export" (.xls) is really HTML
 * or XML, and each of its lines would pass as a code.
 */
function markupName(start: Uint8Array): string | undefined {
  const encoding = utf16Order(start) ?? "utf-8";
  const text = new TextDecoder(encoding)
    .decode(start.subarray(0, 4096))
    .replace(/^[\s\uFEFF]+/, "");
  if (/^<\?xml|^<[\w.-]+:[\w.-]+[\s>]/i.test(text))
    return /<html/i.test(text) ? "a web page" : "an XML file";
  if (
    /^<(!doctype html|!--|html|head|body|table|div|meta|style|script|p|span|tr|td|ul|b)\b/i.test(
      text,
    )
  ) {
    return "a web page";
  }
  if (/^<[a-z!?][^<>]*>/i.test(text)) return "an XML file";
  if (/^MIME-Version:/i.test(text)) return "a saved web page or an email";
  if (/^(\[\s*[{["]|\{\s*["}])/.test(text)) return "a data file (JSON)";
  return /^ID;P/.test(text) ? "a spreadsheet in the old SYLK format" : undefined;
}

/**
 * Whether there are control characters that text doesn't have. UTF-16 is exempt, because it has a
 * NUL in every other byte.
 */
function isBinary(bytes: Uint8Array): boolean {
  if (utf16Order(bytes)) return false;
  return bytes.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 26 && byte !== 27));
}

/**
 * The byte order of UTF-16 text, from its byte order mark or because every other byte of ASCII text
 * is NUL. Undefined if the bytes aren't UTF-16.
 */
export function utf16Order(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const sample = bytes.subarray(0, Math.min(bytes.length, 512) & ~1);
  if (sample.length < 4) return undefined;
  const even = sample.filter((byte, place) => place % 2 === 0 && byte === 0).length;
  const odd = sample.filter((byte, place) => place % 2 === 1 && byte === 0).length;
  const half = sample.length / 2;
  if (odd > half * 0.9 && even === 0) return "utf-16le";
  return even > half * 0.9 && odd === 0 ? "utf-16be" : undefined;
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
