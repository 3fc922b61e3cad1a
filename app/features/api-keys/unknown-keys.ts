/** Milliseconds. */
const minute = 60_000;
/** Unknown keys that an address may try in a minute: far more than a person with a wrong key does. */
const mostTries = 120;
/** Keys and addresses that are remembered, each. */
const mostRemembered = 10_000;

/**
 * What a process remembers of keys, so that presenting made-up ones costs the database little. A key that
 * is unknown never becomes known later: its secret is made when the key is.
 */
export interface UnknownKeys {
  /** What is known of a key, by the hash of its text, that an address presents. Null: ask the database. */
  check(key: string, address: string, now: Date): "unknown" | "too_many_tries" | null;
  /** Notes what the database said. */
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
      return triesOf(address, now.getTime()).count >= mostTries ? "too_many_tries" : null;
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

/** Adds to a map that forgets what was added first. */
function remember<Value>(map: Map<string, Value>, name: string, value: Value): void {
  map.delete(name);
  map.set(name, value);
  const [oldest] = map.keys();
  if (map.size > mostRemembered && oldest !== undefined) map.delete(oldest);
}
