import type { Result } from "../../core/result";
import type { NewCode } from "../reading/read-row";
import type { FileRow, FileUnreadable, RowBlock } from "../reading/reading";

/** Rows that go in together. */
export interface Chunk {
  codes: ChunkCode[];
  rejects: Reject[];
  /** Rows of the file up to the end of this chunk, without the header. */
  rowsRead: number;
  bytesRead: number;
}

export interface ChunkCode {
  line: number;
  code: NewCode;
  /** What the code's recipient is found by; null before `knowRecipients`, and for codes of nobody. */
  recipientKey: Buffer | null;
}

/** A row that cannot become a code, whatever is in the pool. */
export interface Reject {
  line: number;
  /** The cell of the code, as it stands in the file. */
  text: string;
  message: string;
}

/**
 * Rows per transaction: large enough that the transaction itself costs little, small enough that a
 * killed import repeats a second of work and that hand-outs of the pool hardly wait.
 */
const rowsPerChunk = 10_000;

export interface ChunkRules {
  header: boolean;
  /** Column of the codes. */
  codeColumn: number;
  /** Rows that an earlier run has worked off. */
  skip: number;
  read(cells: readonly string[]): Result<NewCode, { message: string }>;
}

/**
 * Cuts the rows of a file into chunks, from row `skip` on. Where the file cannot be read any further,
 * the rows before come first and then the failure.
 */
export async function* readChunks(
  blocks: AsyncIterable<Result<RowBlock, FileUnreadable>>,
  rules: ChunkRules,
): AsyncGenerator<Result<Chunk, FileUnreadable>> {
  let bytesRead = 0;
  let passed = rules.header ? -1 : 0;
  let chunk = emptyChunk(rules.skip);
  for await (const block of blocks) {
    if (!block.ok) {
      if (chunk.rowsRead > rules.skip) yield finish(chunk, bytesRead);
      return yield block;
    }
    bytesRead = block.value.bytes;
    for (const row of block.value.rows) {
      passed += 1;
      if (passed <= rules.skip) continue;
      readInto(chunk, row, rules);
      chunk.rowsRead = passed;
      if (chunk.codes.length + chunk.rejects.length < rowsPerChunk) continue;
      yield finish(chunk, bytesRead);
      chunk = emptyChunk(passed);
    }
  }
  if (chunk.codes.length + chunk.rejects.length > 0) yield finish(chunk, bytesRead);
}

function emptyChunk(rowsRead: number): Chunk {
  return { codes: [], rejects: [], rowsRead, bytesRead: 0 };
}

function readInto(chunk: Chunk, { line, cells }: FileRow, rules: ChunkRules): void {
  const code = rules.read(cells);
  if (code.ok) chunk.codes.push({ line, code: code.value, recipientKey: null });
  else {
    const text = cells[rules.codeColumn] ?? "";
    chunk.rejects.push({ line, text, message: code.failure.message });
  }
}

function finish(chunk: Chunk, bytesRead: number): Result<Chunk, never> {
  return { ok: true, value: { ...chunk, bytesRead } };
}
