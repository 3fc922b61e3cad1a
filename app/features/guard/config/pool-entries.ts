import { type PoolEntry, poolFlags } from "../rule/config";

/** A pool with protection, and what its codes can be recognized by at checkout. */
export interface GuardedPool {
  id: number;
  name: string;
  type: "static" | "shared" | "dynamic";
  holderOnly: boolean;
  personalExpiration: boolean;
  /** Paused at checkout, inactive or archived. */
  paused: boolean;
  /** What its sealed codes look like, or once looked like. */
  formats: readonly { prefix: string; suffix: string; randomLength: number }[];
  /** The longest beginning that all of its codes share; null: it has no codes. */
  prefix: string | null;
  /** Whether codes of another pool begin with `prefix`. */
  prefixIsShared: boolean;
  /** Every customer's metafield lists their codes of this pool. */
  complete: boolean;
}

/** Why the codes of a pool can't be told from others at checkout. */
export type Unrecognizable = "no_common_prefix" | "prefix_of_other_pool";

/** A pool with its entries in the configuration: none if it can't be recognized, or has no codes. */
export interface PoolEntries {
  pool: GuardedPool;
  entries: PoolEntry[];
  unrecognizable: Unrecognizable | null;
}

/** With fewer characters, other codes of the store would begin the same way by chance. */
export const minPrefixLength = 3;

/**
 * What the configuration says about a pool. Sealed codes are recognized by their seal, and the code of
 * a shared pool as a whole. The others are recognized by the beginning that they share. A paused pool
 * that seals its codes has both entries, because it may have earlier codes without a seal.
 */
export function poolEntries(pool: GuardedPool): PoolEntries {
  const { id: i, type, formats, prefix } = pool;
  const f = flagsOf(pool);
  const result = (entries: PoolEntry[], unrecognizable: Unrecognizable | null = null) => ({
    pool,
    entries,
    unrecognizable,
  });
  if (type === "shared") return result(prefix === null ? [] : [{ i, e: prefix, f }]);
  const sealed = type === "dynamic" && (pool.holderOnly || pool.personalExpiration) ? formats : [];
  const entries: PoolEntry[] = sealed.map(({ prefix: x, suffix, randomLength: n }) =>
    suffix === "" ? { i, x, n, f } : { i, x, z: suffix, n, f },
  );
  if (entries.length > 0 && !pool.paused) return result(entries);
  if (prefix === null) return result(entries);
  const unrecognizable = problemOf(pool, prefix);
  // What can't be recognized here has no seal. That is a problem only if no code has one.
  if (unrecognizable) return result(entries, entries.length > 0 ? null : unrecognizable);
  const isComplete = pool.complete && pool.holderOnly && type === "static";
  return result([...entries, isComplete ? { i, x: prefix, f, c: 1 } : { i, x: prefix, f }]);
}

function problemOf({ prefixIsShared }: GuardedPool, prefix: string): Unrecognizable | null {
  if (prefix.length < minPrefixLength) return "no_common_prefix";
  return prefixIsShared ? "prefix_of_other_pool" : null;
}

function flagsOf({ type, holderOnly, personalExpiration, paused }: GuardedPool): number {
  // Everyone has the code of a shared pool.
  const holder = holderOnly && type !== "shared" ? poolFlags.holderOnly : 0;
  return (
    holder |
    (personalExpiration ? poolFlags.personalExpiration : 0) |
    (paused ? poolFlags.paused : 0)
  );
}

/**
 * What two code keys have in common at their beginning, in printable ASCII: the function compares other
 * characters less thoroughly than we do.
 */
export function commonPrefix(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return /^[!-~]*/.exec(one.slice(0, length))?.[0] ?? "";
}
