import { Readable } from "node:stream";
import { crc32, createDeflateRaw } from "node:zlib";

export interface ZipEntry {
  name: string;
  content: AsyncIterable<string>;
}

interface WrittenEntry {
  name: Buffer;
  offset: number;
  crc: number;
  packed: number;
  size: number;
}

/** Sizes and names follow the content (bit 3) and names are UTF-8 (bit 11). */
const flags = 0x0808;
const deflated = 8;
const version = 20;
/** 1 January 1980: a date of its own would make two equal files differ. */
const noDate = 0x0021;
const largest = 0xffff_ffff;

/**
 * Packs entries into a zip archive while they are made. Nothing is held in memory, so what is in
 * front of the content cannot know its size: that follows behind. Throws above 4 GiB, where the
 * format would need its long form.
 */
export async function* zipStream(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Buffer> {
  const written: WrittenEntry[] = [];
  let offset = 0;
  const count = (bytes: Buffer): Buffer => {
    offset += bytes.length;
    if (offset > largest) throw new Error("The archive is larger than 4 GiB.");
    return bytes;
  };
  for await (const { name, content } of entries) {
    const entry = { name: Buffer.from(name), offset, crc: 0, packed: 0, size: 0 };
    yield count(localHeader(entry));
    for await (const piece of pack(content, entry)) yield count(piece);
    yield count(trailer(entry));
    written.push(entry);
  }
  const directory = Buffer.concat(written.map(directoryEntry));
  const start = offset;
  yield count(directory);
  yield endOfDirectory(written.length, directory.length, start);
}

async function* pack(content: AsyncIterable<string>, entry: WrittenEntry): AsyncGenerator<Buffer> {
  async function* measured() {
    for await (const text of content) {
      const bytes = Buffer.from(text);
      entry.crc = crc32(bytes, entry.crc);
      entry.size += bytes.length;
      if (entry.size > largest) throw new Error(`${entry.name} is larger than 4 GiB.`);
      yield bytes;
    }
  }
  const source = Readable.from(measured());
  const packer = createDeflateRaw({ level: 3 });
  source.on("error", (error) => packer.destroy(error));
  try {
    for await (const piece of source.pipe(packer)) {
      entry.packed += piece.length;
      yield piece;
    }
  } finally {
    source.destroy();
  }
}

function localHeader({ name }: WrittenEntry): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(version, 4);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(deflated, 8);
  header.writeUInt16LE(noDate, 12);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function trailer({ crc, packed, size }: WrittenEntry): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt32LE(0x08074b50, 0);
  bytes.writeUInt32LE(crc, 4);
  bytes.writeUInt32LE(packed, 8);
  bytes.writeUInt32LE(size, 12);
  return bytes;
}

function directoryEntry({ name, offset, crc, packed, size }: WrittenEntry): Buffer {
  const bytes = Buffer.alloc(46);
  bytes.writeUInt32LE(0x02014b50, 0);
  bytes.writeUInt16LE(version, 4);
  bytes.writeUInt16LE(version, 6);
  bytes.writeUInt16LE(flags, 8);
  bytes.writeUInt16LE(deflated, 10);
  bytes.writeUInt16LE(noDate, 14);
  bytes.writeUInt32LE(crc, 16);
  bytes.writeUInt32LE(packed, 20);
  bytes.writeUInt32LE(size, 24);
  bytes.writeUInt16LE(name.length, 28);
  bytes.writeUInt32LE(offset, 42);
  return Buffer.concat([bytes, name]);
}

function endOfDirectory(entries: number, size: number, start: number): Buffer {
  const bytes = Buffer.alloc(22);
  bytes.writeUInt32LE(0x06054b50, 0);
  bytes.writeUInt16LE(entries, 8);
  bytes.writeUInt16LE(entries, 10);
  bytes.writeUInt32LE(size, 12);
  bytes.writeUInt32LE(start, 16);
  return bytes;
}
