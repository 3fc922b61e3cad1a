import type { NewCode } from "../read-row";

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

/** Rows of a file that go in together. */
export interface CodeChunk {
  codes: ChunkCode[];
  rejects: Reject[];
}

/**
 * The chunk as an inactive pool takes it: it assigns nothing, so the rows that name a recipient are
 * set aside. The same file brings them in once the pool is active.
 */
export function setAssignedAside({ codes, rejects }: CodeChunk): CodeChunk {
  const isNamed = ({ code }: ChunkCode) => code.recipient !== null;
  return {
    codes: codes.filter((one) => !isNamed(one)),
    rejects: [
      ...rejects,
      ...codes.filter(isNamed).map(({ line, code }) => ({
        line,
        text: code.code,
        message:
          "The pool is inactive, so it assigns no codes. Activate it and import this row again.",
      })),
    ],
  };
}

/** The rows of a chunk by what they are, each in the order of the file. */
export function sortChunk(items: readonly (ChunkCode | Reject)[]): CodeChunk {
  const codes: ChunkCode[] = [];
  const rejects: Reject[] = [];
  for (const item of items) {
    if ("code" in item) codes.push(item);
    else rejects.push(item);
  }
  return { codes, rejects };
}
