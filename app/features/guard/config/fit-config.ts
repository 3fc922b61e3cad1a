import { byteLength, maxMetafieldBytes } from "../rule/config";
import type { GuardedPool, PoolEntries } from "./pool-entries";

/** Length of the mark of a blocked person's identity. */
const markLength = 7;
/** Bytes of `,"b":""`. */
const markOverhead = 7;

export interface ConfigParts {
  /** Keys in hexadecimal, the newest first. */
  keys: readonly string[];
  pools: readonly PoolEntries[];
  /** Marks of each blocked person's identities, the one that was blocked last first. */
  blocked: readonly (readonly string[])[];
}

export interface FittedConfig {
  /** JSON of at most 10,000 bytes. */
  text: string;
  bytes: number;
  /** Pools for which there was no room. */
  leftOut: GuardedPool[];
  /** How many of the blocked people are in it. */
  blockedCovered: number;
}

/**
 * Writes the configuration so that the function can read it. If it doesn't all fit, people who were
 * blocked first are left out first, then the pools that were created last, and paused pools only after
 * all others: a forgotten block or protection harms less than a code that works although it's paused.
 */
export function fitConfig(
  { keys, pools, blocked }: ConfigParts,
  maxBytes = maxMetafieldBytes,
): FittedConfig {
  let bytes = byteLength(JSON.stringify({ k: keys, p: [] }));
  const texts: string[] = [];
  const leftOut: GuardedPool[] = [];
  for (const { pool, entries } of inOrder(pools)) {
    const text = entries.map((entry) => JSON.stringify(entry)).join(",");
    const size = byteLength(text) + (texts.length > 0 ? 1 : 0);
    if (bytes + size > maxBytes) leftOut.push(pool);
    else if (text !== "") {
      texts.push(text);
      bytes += size;
    }
  }
  const { marks, blockedCovered } = fitMarks(blocked, maxBytes - bytes - markOverhead);
  const b = marks === "" ? "" : `,"b":"${marks}"`;
  const text = `{"k":${JSON.stringify(keys)},"p":[${texts.join(",")}]${b}}`;
  return { text, bytes: byteLength(text), leftOut, blockedCovered };
}

function inOrder(pools: readonly PoolEntries[]): PoolEntries[] {
  return [...pools].sort(
    (one, other) =>
      Number(other.pool.paused) - Number(one.pool.paused) || one.pool.id - other.pool.id,
  );
}

/** A person is covered only with all identities. */
function fitMarks(blocked: ConfigParts["blocked"], room: number) {
  let marks = "";
  let blockedCovered = 0;
  for (const identities of blocked) {
    if (marks.length + identities.length * markLength > room) break;
    marks += identities.join("");
    blockedCovered += 1;
  }
  return { marks, blockedCovered };
}
