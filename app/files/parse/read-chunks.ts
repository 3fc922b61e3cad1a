import type { Result } from "../../core/result";
import type { FileRow, FileUnreadable, RowBlock } from "./parse-options";

/** Parsed rows that are written in one transaction. */
export interface Chunk<Item> {
  items: Item[];
  /** Rows of the list read so far, including this chunk. */
  rowsRead: number;
  bytesRead: number;
}

export interface ChunkRules<Item> {
  /** Rows before the list: titles, the header and explanations. */
  before: number;
  /** Rows that an earlier run already handled. */
  skip: number;
  /** Rows per chunk, if not the default. */
  rowsPerChunk?: number | undefined;
  read(row: FileRow): Item;
}

/**
 * Rows per transaction. Large enough to make the transaction's overhead negligible. Small enough
 * that a killed job repeats only about a second of work, and that assignments from the pool rarely
 * wait.
 */
const usualChunk = 10_000;

/**
 * Groups the rows of a file into chunks, starting after `skip` rows. If the file becomes
 * unreadable, the rows read so far are yielded before the failure.
 */
export async function* readChunks<Item>(
  blocks: AsyncIterable<Result<RowBlock, FileUnreadable>>,
  { before, skip, rowsPerChunk = usualChunk, read }: ChunkRules<Item>,
): AsyncGenerator<Result<Chunk<Item>, FileUnreadable>> {
  let bytesRead = 0;
  let passed = -before;
  let items: Item[] = [];
  const finish = (): Result<Chunk<Item>, never> => ({
    ok: true,
    value: { items, rowsRead: passed, bytesRead },
  });
  for await (const block of blocks) {
    if (!block.ok) {
      if (items.length > 0) yield finish();
      return yield block;
    }
    bytesRead = block.value.bytes;
    for (const row of block.value.rows) {
      passed += 1;
      if (passed <= skip) continue;
      items.push(read(row));
      if (items.length < rowsPerChunk) continue;
      yield finish();
      items = [];
    }
  }
  if (items.length > 0) yield finish();
}
