/** Random access to the bytes of a stored file. */
export interface ByteSource {
  /** Bytes. */
  size: number;
  /** Yields the bytes from `start` up to, but not including, `end`, in pieces of at most 1 MB. */
  read(start: number, end: number): AsyncIterable<Uint8Array>;
}
