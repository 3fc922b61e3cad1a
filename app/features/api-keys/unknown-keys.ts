const minute = 60_000;
/** Unknown keys per address and minute: far more than a client with a wrong key sends. */
const maxTries = 120;
/** Cached keys, and cached addresses. */
const maxCached = 10_000;

/**
 * A process's cache of unknown keys, so made-up keys cost the database little. An unknown key never
 * becomes valid later, because secrets are random.
 */
export interface UnknownKeys {
  /** Checks a key, by the hash of its text, and its address. Null: query the database. */
  check(key: string, address: string, now: Date): "unknown" | "too_many_tries" | null;
  /** Stores the result of the query. */
  note(key: string, address: string, now: Date, known: boolean): void;
}

export function cacheUnknownKeys(): UnknownKeys {
  const unknown = new Map<string, number>();
  const known = new Map<string, number>();
  const tries = new Map<string, { since: number; count: number }>();
  const triesOf = (address: string, now: number) => {
    const noted = tries.get(address);
    return noted && now - noted.since < minute ? noted : { since: now, count: 0 };
  };
  return {
    check: (key, address, now) => {
      if (known.has(key)) return null;
      if (now.getTime() - (unknown.get(key) ?? Number.NEGATIVE_INFINITY) < minute) return "unknown";
      return triesOf(address, now.getTime()).count >= maxTries ? "too_many_tries" : null;
    },
    note: (key, address, now, isKnown) => {
      const at = now.getTime();
      if (isKnown) return remember(known, key, at);
      known.delete(key);
      remember(unknown, key, at);
      const { since, count } = triesOf(address, at);
      remember(tries, address, { since, count: count + 1 });
    },
  };
}

/** Adds to a map and evicts its oldest entry. */
function remember<Value>(map: Map<string, Value>, name: string, value: Value): void {
  map.delete(name);
  map.set(name, value);
  const [oldest] = map.keys();
  if (map.size > maxCached && oldest !== undefined) map.delete(oldest);
}
