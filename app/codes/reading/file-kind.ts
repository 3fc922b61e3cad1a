/** What a file turns out to be. `other` carries the name of a kind that holds no codes. */
export type FileKind = { kind: "text" } | { kind: "zip" } | { kind: "other"; name: string };

/** First bytes of kinds of files that people pick by mistake, in Latin-1. */
const signatures: readonly [start: string, name: string][] = [
  ["%PDF", "a PDF"],
  ["\x89PNG", "an image (PNG)"],
  ["\xFF\xD8\xFF", "an image (JPEG)"],
  ["GIF8", "an image (GIF)"],
  ["BM", "an image (BMP)"],
  ["II*\0", "an image (TIFF)"],
  ["MM\0*", "an image (TIFF)"],
  ["\x1F\x8B", "a compressed file (gzip)"],
  ["7z\xBC\xAF", "a compressed file (7z)"],
  ["Rar!", "a compressed file (RAR)"],
  ["\xD0\xCF\x11\xE0", "an old Excel workbook (.xls)"],
  ["{\\rtf", "a text document (RTF)"],
  ["\x7FELF", "a program"],
  ["MZ", "a program"],
  ["SQLite format 3", "a database"],
];
/** Starts that a code could have too: only binary bytes behind them prove it. */
const ambiguous = new Set(["BM", "MZ", "GIF8", "Rar!"]);

/** What kind of file starts with these bytes (some thousand are enough). */
export function kindOfFile(start: Uint8Array): FileKind {
  const text = latin1(start.subarray(0, 16));
  if (text.startsWith("PK\x03\x04") || text.startsWith("PK\x05\x06")) return { kind: "zip" };
  const [signature, name] = signatures.find(([bytes]) => text.startsWith(bytes)) ?? [];
  const binary = isBinary(start);
  if (name && signature && (binary || !ambiguous.has(signature))) return { kind: "other", name };
  return binary ? { kind: "other", name: "a binary file" } : { kind: "text" };
}

/** Why such a file cannot be read, and what to do. */
export function kindProblem(name: string): string {
  if (name.includes(".xls")) {
    return "This is an old Excel workbook (.xls). Save it as .xlsx or CSV, then import that.";
  }
  return `This is ${name}, not a list. Choose a CSV, TSV, text or Excel (.xlsx) file.`;
}

/** Bytes that no text has: control characters. UTF-16 has NUL in every other place, and says so. */
function isBinary(bytes: Uint8Array): boolean {
  if (utf16Order(bytes)) return false;
  return bytes.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 26 && byte !== 27));
}

/** Whether bytes are UTF-16: by their mark, or because every other byte of ASCII text is NUL. */
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
