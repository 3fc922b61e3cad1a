import { isBlocked, isCustomer, isHolder, isKnown, listedLastDay, listedPool } from "./buyer";
import {
  checkUnder,
  hasFlag,
  holderOnly,
  isSealed,
  isShared,
  isStatic,
  keyAt,
  keyCount,
  listsEveryCustomer,
  nameOf,
  paused,
  personalExpiration,
  poolAt,
  poolCount,
  poolWithId,
  prefixOf,
  randomLength,
  repeatsFormat,
  suffixOf,
} from "./config";
import { hasForm, lastDayOf, poolCheckOf, withoutHyphens } from "./seal";
import { hasPrefix, lower, size, Text, trim } from "./text";

// The rule: see `app/features/guard/rule/decide-codes.ts`.

/** A verdict is the index of the reason in the list of messages, or this. */
export const passes: i32 = -1;
const blockedReason: i32 = 0;
const pausedReason: i32 = 1;
const expiredReason: i32 = 2;
const holderReason: i32 = 3;

const notOurs: i32 = -2;

/** Today in the store, as `dayNumber` counts. */
let today: i32 = 0;
export function setToday(day: i32): void {
  today = day;
}

/** Why a code is refused, or `passes`. */
export function verdictOn(entered: Text): i32 {
  const code = trim(entered);
  const key = lower(code);
  const listed = listedPool(key);
  if (listed >= 0) {
    const pool = poolWithId(listed);
    return pool == 0 ? passes : decide(pool, listedLastDay(key), true, true);
  }
  for (let index = 0; index < poolCount; index++) {
    const pool = poolAt(index);
    if (!isShared(pool) || size(prefixOf(pool)) != size(key)) continue;
    if (hasPrefix(key, prefixOf(pool))) return decide(pool, 0, false, false);
  }
  const sealed = verdictOnSealed(code);
  return sealed == notOurs ? verdictOnStatic(key) : sealed;
}

/**
 * The check of a sealed code is short: it may fit a pool, or a key, by chance. The seal of the holder
 * tells for sure. If it fits none, one pool that lets the code pass is enough.
 */
function verdictOnSealed(code: Text): i32 {
  let verdict = notOurs;
  let characters: Text = 0;
  let looksRight = false;
  const wanted = heap.alloc(usize(keyCount * 8));
  for (let index = 0; index < poolCount; index++) {
    const pool = poolAt(index);
    if (!isSealed(pool)) continue;
    const random = randomLength(pool);
    if (!repeatsFormat(pool)) {
      looksRight = hasPrefix(code, prefixOf(pool));
      if (looksRight) characters = withoutHyphens(code, size(prefixOf(pool)));
      looksRight = looksRight && hasForm(characters, random, suffixOf(pool));
      for (let key = 0; looksRight && key < keyCount; key++) {
        store<u64>(wanted + usize(key * 8), poolCheckOf(keyAt(key), characters, random));
      }
    }
    if (!looksRight) continue;
    for (let key = 0; key < keyCount; key++) {
      if (checkUnder(key, pool) != load<u64>(wanted + usize(key * 8))) continue;
      const holds = isHolder(keyAt(key), nameOf(pool), characters, random);
      const candidate = decide(pool, lastDayOf(characters, random), holds, isKnown);
      if (holds) return candidate;
      if (verdict == notOurs || candidate == passes) verdict = candidate;
    }
  }
  return verdict;
}

/** The pool with the longest fitting prefix has the code. */
function verdictOnStatic(key: Text): i32 {
  let longest: usize = 0;
  for (let index = 0; index < poolCount; index++) {
    const pool = poolAt(index);
    if (!isStatic(pool) || !hasPrefix(key, prefixOf(pool))) continue;
    if (longest == 0 || size(prefixOf(pool)) > size(prefixOf(longest))) longest = pool;
  }
  if (longest == 0) return passes;
  return decide(longest, 0, false, isCustomer && listsEveryCustomer(longest));
}

/** `holderCounts` is false if it can't be known whether the buyer is somebody else. */
function decide(pool: usize, lastDay: i64, holds: bool, holderCounts: bool): i32 {
  if (isBlocked) return blockedReason;
  if (hasFlag(pool, paused)) return pausedReason;
  if (hasFlag(pool, personalExpiration) && lastDay != 0 && i64(today) > lastDay) {
    return expiredReason;
  }
  return hasFlag(pool, holderOnly) && holderCounts && !holds ? holderReason : passes;
}
