import { codeKey } from "../../codes/code-text";
import { dayNumber, fitsHolder, openCode } from "../../publishing/sealing/seal";
import { type Buyer, readBuyer, readKey } from "./buyer";
import {
  type GuardConfig,
  type PoolEntry,
  poolFlags,
  readConfig,
  type SealedPoolEntry,
} from "./config";
import type { GuardInput, Refusal, RefusalReason } from "./guard-input";

/** What the guard found out about a code before it decides. */
interface RecognisedCode {
  pool: PoolEntry;
  /** 0: none. */
  lastDay: number;
  /** Whether the code is this buyer's. */
  isHolder: boolean;
  /** Whether a buyer who isn't known as the holder is refused: false if they might be. */
  holderCounts: boolean;
}

/**
 * The rule of the guard: which of the entered codes are refused, and why, in the order they were
 * entered. The WebAssembly function decides the same; a property test compares the two. A code that
 * no guarded pool knows is never refused, and without a valid configuration none is.
 *
 * They differ on purpose for text that the function doesn't normalize as thoroughly: see decision 47.
 */
export function decideCodes(input: GuardInput): Refusal[] {
  const config = readConfig(input.discount.config?.jsonValue);
  if (!config) return [];
  const buyer = readBuyer(input, config);
  const keys = config.k.map(readKey);
  const today = dayOfStore(input);
  return input.enteredDiscountCodes.flatMap(({ code, rejectable }) => {
    if (!rejectable) return [];
    const refusals = candidates(code, { config, keys, buyer }).map((candidate) =>
      refusal(candidate, buyer, today),
    );
    const [first] = refusals;
    return first && !refusals.includes(null) ? [{ code, reason: first }] : [];
  });
}

interface Known {
  config: GuardConfig;
  keys: Uint8Array[];
  buyer: Buyer;
}

/**
 * What the code may be; empty if it isn't ours. Several only for a sealed code whose check, which is
 * short, fits more than one pool and doesn't tell the holder: then one that lets it pass is enough.
 */
function candidates(code: string, known: Known): RecognisedCode[] {
  const { config, buyer } = known;
  const key = codeKey(code);
  const listed = buyer.codes.get(key);
  if (listed) {
    const [poolId, lastDay] = listed;
    const pool = config.p.find(({ i }) => i === poolId);
    return pool ? [{ pool, lastDay, isHolder: true, holderCounts: true }] : [];
  }
  const shared = config.p.find((pool) => "e" in pool && lowerAscii(pool.e) === key);
  if (shared) return [{ pool: shared, lastDay: 0, isHolder: false, holderCounts: false }];
  const sealed = sealedCandidates(code, known);
  if (sealed.length > 0) return sealed;
  const own = longestPrefix(key, config);
  if (!own) return [];
  const holderCounts = buyer.isCustomer && own.c === 1;
  return [{ pool: own, lastDay: 0, isHolder: false, holderCounts }];
}

function sealedCandidates(code: string, { config, keys, buyer }: Known): RecognisedCode[] {
  const found: RecognisedCode[] = [];
  for (const pool of config.p) {
    if (!isSealed(pool)) continue;
    const format = {
      poolId: pool.i,
      prefix: pool.x ?? "",
      suffix: pool.z ?? "",
      groupSize: null,
      randomLength: pool.n,
    };
    for (const key of keys) {
      const opened = openCode([key], format, code);
      if (!opened) continue;
      const isHolder = buyer.identities.some((one) => fitsHolder(key, format, opened, one));
      const candidate = { pool, lastDay: opened.lastDay, isHolder, holderCounts: buyer.known };
      if (isHolder) return [candidate];
      found.push(candidate);
    }
  }
  return found;
}

function refusal(
  { pool, lastDay, isHolder, holderCounts }: RecognisedCode,
  buyer: Buyer,
  today: number,
): RefusalReason | null {
  if (buyer.blocked) return "blocked";
  if (pool.f & poolFlags.paused) return "paused";
  if (pool.f & poolFlags.personalExpiration && lastDay !== 0 && today > lastDay) return "expired";
  if (pool.f & poolFlags.holderOnly && holderCounts && !isHolder) return "holder";
  return null;
}

function longestPrefix(key: string, config: GuardConfig) {
  let longest: Extract<PoolEntry, { c?: unknown }> | undefined;
  for (const pool of config.p) {
    if ("e" in pool || isSealed(pool)) continue;
    const fits = key.startsWith(lowerAscii(pool.x)) && pool.x.length > (longest?.x.length ?? 0);
    if (fits) longest = pool;
  }
  return longest;
}

function isSealed(pool: PoolEntry): pool is SealedPoolEntry {
  return "n" in pool;
}

/** Other letters are lowercase already: see `config.ts`. */
function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** 0 if the store's day can't be read: then no code has expired. */
function dayOfStore({ shop }: GuardInput): number {
  return /^\d{4}-\d{2}-\d{2}$/.test(shop.localTime.date) ? dayNumber(shop.localTime.date) : 0;
}
