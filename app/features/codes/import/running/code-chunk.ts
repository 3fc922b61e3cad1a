import type { NewCode } from "../read-row";

export interface ChunkCode {
  line: number;
  code: NewCode;
  /**
   * The recipient's keyed hash; null before `upsertRecipients`, and for codes without a recipient.
   */
  recipientKey: Buffer | null;
}

/** A row that is invalid regardless of the pool's codes. */
export interface Reject {
  line: number;
  /** The code's cell as in the file. */
  text: string;
  message: string;
}

/** Rows of a file that one transaction imports. */
export interface CodeChunk {
  codes: ChunkCode[];
  rejects: Reject[];
}

/**
 * Rejects the rows with a recipient, because an inactive pool assigns nothing. Importing the file again
 * after activation adds them.
 */
export function setAssignedAside({ codes, rejects }: CodeChunk): CodeChunk {
  const isNamed = ({ code }: ChunkCode) => code.recipient !== null;
  return {
    codes: codes.filter((code) => !isNamed(code)),
    rejects: [
      ...rejects,
      ...codes.filter(isNamed).map(({ line, code }) => ({
        line,
        text: code.code,
        message:
          "The pool is inactive and can’t assign codes. Activate it and import this row again.",
      })),
    ],
  };
}

/** Splits a chunk into codes and rejects, each in file order. */
export function sortChunk(items: readonly (ChunkCode | Reject)[]): CodeChunk {
  const codes: ChunkCode[] = [];
  const rejects: Reject[] = [];
  for (const item of items) {
    if ("code" in item) codes.push(item);
    else rejects.push(item);
  }
  return { codes, rejects };
}
