import { trimCode } from "../../codes/code-text";
import { type Hash64, sipHash } from "./siphash";

/** What a sealed code is written in. Its 28 characters are the digits of the seal, in this order. */
export const sealAlphabet = "BCDFGHJKLMNPQRSTVWXZ23456789";

const dayLength = 3;
const checkLength = 3;
const holderLength = 4;
const blockedLength = 7;
/** Characters that the seal adds to the random part of a code. */
export const sealLength = dayLength + checkLength + holderLength;

/** Where a sealed code of a pool comes from. The prefix and suffix are ASCII. */
export interface SealFormat {
  poolId: number;
  prefix: string;
  suffix: string;
  /** Characters per group; null: no groups. */
  groupSize: number | null;
  /** Random characters of a code, without the seal. */
  randomLength: number;
}

/** A code that one of the keys recognizes. */
export interface OpenedCode {
  /** Index of the key that sealed it. */
  key: number;
  /** Number of its last day, as `dayNumber` counts; 0: it has none. */
  lastDay: number;
  /** The random characters and the day, which both seals cover. */
  sealed: string;
  /** What `fitsHolder` compares. */
  holderSeal: string;
}

const base = sealAlphabet.length;
/** The last day that three characters can tell: in February 2085. */
const lastDayNumber = base ** dayLength - 1;
/** 2024-12-31 in milliseconds, so that 2025-01-01 is day 1. */
const dayZero = Date.UTC(2024, 11, 31);
const millisecondsPerDay = 86_400_000;

/**
 * Days since 2025 began, from 1 on 2025-01-01. An earlier day counts as day 1, because 0 means no
 * last day. The date is `YYYY-MM-DD`.
 */
export function dayNumber(isoDate: string): number {
  return Math.max(1, Math.round((Date.parse(isoDate) - dayZero) / millisecondsPerDay));
}

/**
 * Builds a sealed code: the random characters, the last day and two seals. `random` has
 * `randomLength` characters of `sealAlphabet`. `lastDay` is a `dayNumber`, or 0 for none; a day
 * beyond the year 2085 becomes none. `identity` is a normalized recipient.
 */
export function sealCode(
  key: Uint8Array,
  format: SealFormat,
  random: string,
  lastDay: number,
  identity: string,
): string {
  const sealed = random + digits({ high: 0, low: dayOrNone(lastDay) }, dayLength);
  const text =
    sealed +
    checkSeal(key, format.poolId, sealed) +
    holderSeal(key, format.poolId, sealed, identity);
  return format.prefix + inGroups(text, format.groupSize) + format.suffix;
}

/**
 * Opens a code of the pool; null if it isn't one, or none of the keys sealed it. Ignores case,
 * surrounding spaces, and hyphens after the prefix. A code that isn't ours passes once in 21,952
 * tries: that is enough to recognize codes, and too little to trust them.
 */
export function openCode(
  keys: readonly Uint8Array[],
  format: SealFormat,
  code: string,
): OpenedCode | null {
  const characters = sealedCharacters(format, upperCase(trimCode(code)));
  if (characters === null) return null;
  const sealed = characters.slice(0, format.randomLength + dayLength);
  const check = characters.slice(sealed.length, sealed.length + checkLength);
  const key = keys.findIndex((candidate) => checkSeal(candidate, format.poolId, sealed) === check);
  if (key === -1) return null;
  return {
    key,
    lastDay: numberOf(sealed.slice(format.randomLength)),
    sealed,
    holderSeal: characters.slice(-holderLength),
  };
}

/**
 * Whether an opened code was sealed for this normalized recipient, under the key that opened it.
 * Another recipient passes once in 614,656 tries.
 */
export function fitsHolder(
  key: Uint8Array,
  { poolId }: Pick<SealFormat, "poolId">,
  opened: OpenedCode,
  identity: string,
): boolean {
  return holderSeal(key, poolId, opened.sealed, identity) === opened.holderSeal;
}

/**
 * The mark of a blocked person in the guard's configuration: seven characters. The address can't
 * be computed from them without the key. Takes the newest key and a normalized recipient.
 */
export function blockedMark(key: Uint8Array, identity: string): string {
  return digits(hashText(key, `b:${identity}`), blockedLength);
}

/**
 * The last `count` digits of a hash in base 28, the most significant first. That is the hash modulo
 * 28^count.
 */
function digits({ high, low }: Hash64, count: number): string {
  let text = "";
  let upper = high;
  let lower = low;
  for (let place = 0; place < count; place += 1) {
    const rest = (upper % base) * 2 ** 32 + lower;
    upper = Math.floor(upper / base);
    lower = Math.floor(rest / base);
    text = sealAlphabet.charAt(rest % base) + text;
  }
  return text;
}

/** SipHash of a text's UTF-8 bytes. */
function hashText(key: Uint8Array, text: string): Hash64 {
  if (text.length * 3 > scratch.length) return sipHash(key, new TextEncoder().encode(text));
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character > 0x7f) return sipHash(key, new TextEncoder().encode(text));
    scratch[at] = character;
  }
  return sipHash(key, scratch, text.length);
}

/** Most texts are short and ASCII: they are hashed here, without an allocation. */
const scratch = new Uint8Array(1_024);

/**
 * The sum of what the key makes of the characters and of the pool. That way a function that knows 100
 * pools computes a hash for each pool once, instead of one for each pool and code.
 */
function checkSeal(key: Uint8Array, poolId: number, sealed: string): string {
  const ofCharacters = numberOf(digits(hashText(key, `c:${sealed}`), checkLength));
  const ofPool = numberOf(digits(hashText(key, `p:${poolId}`), checkLength));
  return digits({ high: 0, low: ofCharacters + ofPool }, checkLength);
}

function holderSeal(key: Uint8Array, poolId: number, sealed: string, identity: string): string {
  return digits(hashText(key, `h${poolId}:${sealed}:${identity}`), holderLength);
}

/** The characters between prefix and suffix, without hyphens; null if the code isn't like that. */
function sealedCharacters(format: SealFormat, code: string): string | null {
  const prefix = upperCase(format.prefix);
  if (!code.startsWith(prefix)) return null;
  const text = code.slice(prefix.length).replaceAll("-", "");
  const suffix = upperCase(format.suffix).replaceAll("-", "");
  const length = format.randomLength + sealLength;
  if (text.length !== length + suffix.length || !text.endsWith(suffix)) return null;
  const characters = text.slice(0, length);
  return [...characters].every((character) => sealAlphabet.includes(character)) ? characters : null;
}

/** ASCII letters only: other letters change their length, or become ASCII. */
function upperCase(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

function inGroups(text: string, groupSize: number | null): string {
  if (groupSize === null) return text;
  let grouped = text.slice(0, groupSize);
  for (let at = groupSize; at < text.length; at += groupSize) {
    grouped += `-${text.slice(at, at + groupSize)}`;
  }
  return grouped;
}

function dayOrNone(lastDay: number): number {
  return lastDay > lastDayNumber ? 0 : lastDay;
}

function numberOf(text: string): number {
  let number = 0;
  for (const digit of text) number = number * base + sealAlphabet.indexOf(digit);
  return number;
}
