/** What is known of one key, or of one that is missing. */
export interface KeyUse {
  id: string;
  /** Its place in ENCRYPTION_KEYS, the first being 0; -1: it is not there. */
  place: number;
  /** The database does not let a process start without it. */
  held: boolean;
  /** Ciphertexts by table. */
  counts: readonly { table: string; count: number }[];
}

/** A line for each key: what it does, what it is needed for, and whether it can be removed. */
export function describeKeys(uses: readonly KeyUse[]): string[] {
  const width = Math.max(...uses.map(({ id }) => id.length));
  return uses.map((use) => `${use.id.padEnd(width)}  ${roleOf(use)}  ${needOf(use)}`);
}

function roleOf({ place }: KeyUse): string {
  if (place < 0) return "missing ";
  return place === 0 ? "encrypts" : "decrypts";
}

function needOf({ place, held, counts }: KeyUse): string {
  const used = counts.filter(({ count }) => count > 0);
  if (used.length > 0) {
    return used.map(({ table, count }) => `${table} ${count.toLocaleString("en-US")}`).join(", ");
  }
  if (place === 0) return "no data yet";
  return held ? "no data, but still held: wait for the worker's log" : "no data needs it";
}
