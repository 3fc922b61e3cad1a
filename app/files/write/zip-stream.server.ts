import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { ZipFile } from "yazl";

export interface ZipEntry {
  name: string;
  content: AsyncIterable<string>;
}

const options = {
  // A fixed date keeps the archives of equal files identical.
  mtime: new Date(1980, 0, 1),
  forceDosTimestamp: true,
  // The default, 6, takes longer and saves hardly any space.
  compressionLevel: 3,
};

/**
 * Streams entries into a zip archive, one after another, with constant memory. Throws what an entry
 * throws. If the reader stops early, so does the entry being packed.
 */
export async function* zipStream(entries: AsyncIterable<ZipEntry>): AsyncGenerator<Buffer> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  let source: Readable | undefined;
  const addEntries = async () => {
    for await (const { name, content } of entries) {
      if (output.destroyed) return;
      source = Readable.from(content, { objectMode: false });
      zip.addReadStream(source, name, options);
      await finished(source);
    }
    zip.end();
  };
  const adding = addEntries().catch((error: Error) => output.destroy(error));
  try {
    for await (const piece of output) yield piece;
  } finally {
    // yazl only pipes, so destroying its output would leave the source waiting forever.
    source?.destroy();
    await adding;
  }
}
