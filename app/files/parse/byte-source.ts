/** The bytes of a file that is kept elsewhere, read from any place. */
export interface ByteSource {
  /** Bytes. */
  size: number;
  /** The bytes from `start` to before `end`, in pieces of a megabyte at most. */
  read(start: number, end: number): AsyncIterable<Uint8Array>;
}
