import type { ByteSource } from "../byte-source";
import { notAList } from "../file-kind";

/** Stream names in the directory of an OLE file, and what each says about the file. */
const contents: readonly [stream: string, message: string][] = [
  [
    "EncryptedPackage",
    "This Excel workbook is protected by a password. Open it in Excel, remove the password, save it, then import that.",
  ],
  ["Workbook", "This is an old Excel workbook (.xls). Save it as .xlsx or CSV, then import that."],
  ["Book", "This is an old Excel workbook (.xls). Save it as .xlsx or CSV, then import that."],
  ["WordDocument", notAList("a Word document")],
  ["PowerPoint Document", notAList("a PowerPoint presentation")],
];
const directoryBytes = 64 * 1024;

/**
 * Why an OLE file can't be read, and what to do: sentences for the merchant. Old Office files are
 * OLE files, and so is every password-protected .xlsx workbook. The header says where the directory
 * of streams starts.
 */
export async function oleProblem(source: ByteSource): Promise<string> {
  const header = await readBytes(source, 0, 512);
  const sectorBytes = header.length >= 52 ? 1 << Math.min(header.readUInt16LE(30), 16) : 512;
  const sector = header.length >= 52 ? header.readUInt32LE(48) : 0;
  const directory = await readBytes(source, (sector + 1) * sectorBytes, directoryBytes);
  const found = contents.find(([stream]) => directory.includes(Buffer.from(stream, "utf16le")));
  return found?.[1] ?? notAList("an old Office document");
}

async function readBytes(source: ByteSource, start: number, length: number): Promise<Buffer> {
  const end = Math.min(source.size, start + length);
  if (start >= end) return Buffer.alloc(0);
  const pieces: Uint8Array[] = [];
  for await (const piece of source.read(start, end)) pieces.push(piece);
  return Buffer.concat(pieces);
}
