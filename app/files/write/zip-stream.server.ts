import { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { ZipFile } from "yazl";

export interface ZipEntry {
  name: string;
  content: AsyncIterable<string>;
}

const options = {
  // A real date would make two equal files differ.
  mtime: new Date(1980, 0, 1),
  forceDosTimestamp: true,
  // Level 6, the default, takes more time for files that are hardly smaller.
  compressionLevel: 3,
};

/**
 * Packs entries into a zip archive as their content is generated, one after the other, with flat
 * memory. Throws what an entry throws. When the reader stops early, so does the entry being packed.
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
    // yazl only pipes: destroying its output would leave the source waiting forever.
    source?.destroy();
    await adding;
  }
}
