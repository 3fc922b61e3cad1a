import { number } from "../../core/format";
/** What we know about one key, present or missing. */
export interface KeyUse {
  /** Empty for damaged data, which names no key. */
  id: string;
  /** Its index in ENCRYPTION_KEYS. -1 if it isn't there. */
  place: number;
  /** Whether the database requires processes to have this key. */
  required: boolean;
  /** Number of ciphertexts by table. */
  counts: readonly { table: string; count: number }[];
}

/** One line per key: its role, the data that needs it, and whether it can be removed. */
export function describeKeys(uses: readonly KeyUse[]): string[] {
  const width = Math.max(...uses.map((use) => nameOf(use).length));
  return uses.map((use) => `${nameOf(use).padEnd(width)}  ${roleOf(use)}  ${needOf(use)}`);
}

function nameOf({ id }: KeyUse): string {
  return id === "" ? "(no key)" : id;
}

function roleOf({ id, place }: KeyUse): string {
  if (id === "") return "damaged ";
  if (place < 0) return "missing ";
  return place === 0 ? "encrypts" : "decrypts";
}

function needOf({ place, required, counts }: KeyUse): string {
  const used = counts.filter(({ count }) => count > 0);
  if (used.length > 0) {
    return used.map(({ table, count }) => `${table} ${number(count)}`).join(", ");
  }
  if (place === 0) return "no data yet";
  return required ? "no data, but still required: wait for the worker's log" : "no data needs it";
}
