import { describe, expect, it } from "vitest";
import { cacheUnknownKeys } from "./unknown-keys";

describe("the cache of unknown keys", () => {
  const now = new Date("2026-11-21T12:00:00Z");
  const later = new Date(now.getTime() + 60_000);

  it("doesn't query the database again for a key that was just unknown", () => {
    const keys = cacheUnknownKeys();
    expect(keys.check("a", "1.1.1.1", now)).toBeNull();
    keys.note("a", "1.1.1.1", now, false);
    expect(keys.check("a", "2.2.2.2", now)).toBe("unknown");
    expect(keys.check("a", "2.2.2.2", later)).toBeNull();
  });

  it("allows an address 120 unknown keys a minute, and any number of valid ones", () => {
    const keys = cacheUnknownKeys();
    keys.note("good", "1.1.1.1", now, true);
    for (let n = 0; n < 120; n += 1) {
      expect(keys.check(`made up ${n}`, "1.1.1.1", now)).toBeNull();
      keys.note(`made up ${n}`, "1.1.1.1", now, false);
    }
    expect(keys.check("one more", "1.1.1.1", now)).toBe("too_many_tries");
    expect(keys.check("one more", "2.2.2.2", now)).toBeNull();
    expect(keys.check("good", "1.1.1.1", now)).toBeNull();
    expect(keys.check("one more", "1.1.1.1", later)).toBeNull();
  });

  it("evicts the oldest entries", () => {
    const keys = cacheUnknownKeys();
    for (let n = 0; n <= 10_000; n += 1) keys.note(`key ${n}`, `address ${n}`, now, false);
    expect(keys.check("key 0", "elsewhere", now)).toBeNull();
    expect(keys.check("key 1", "elsewhere", now)).toBe("unknown");
  });
});
