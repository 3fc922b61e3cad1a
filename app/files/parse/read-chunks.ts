import type { Result } from "../../core/result";
import type { FileRow, FileUnreadable, RowBlock } from "./parse-options";

/** What rows of a file became that go in together. */
export interface Chunk<Item> {
  items: Item[];
  /** Rows of the list up to the end of this chunk. */
  rowsRead: number;
  bytesRead: number;
}

export interface ChunkRules<Item> {
  /** Rows above the list: titles, the column names and what explains them. */
  before: number;
  /** Rows that an earlier run has worked off. */
  skip: number;
  /** Rows of a chunk, if not as many as usual. */
  rowsPerChunk?: number | undefined;
  read(row: FileRow): Item;
}

/**
 * Rows per transaction: large enough that the transaction itself costs little, small enough that
 * work which was killed repeats a second of it and that assignments of the pool hardly wait.
 */
const usualChunk = 10_000;

/**
 * Cuts the rows of a file into chunks, from row `skip` on. Where the file cannot be read any further,
 * the rows before come first and then the failure.
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
