import { sipHash } from "./siphash";
import { byteAt, newText, size, start, Text, textAt } from "./text";

// Sealed codes: see `app/features/publishing/sealing/seal.ts`. A key is the address of its 16 bytes.

const dayLength: i32 = 3;
const checkLength: i32 = 3;
const holderLength: i32 = 4;
const sealLength: i32 = dayLength + checkLength + holderLength;
const checks: u64 = 28 * 28 * 28;
const holders: u64 = checks * 28;
const marks: u64 = holders * 28 * 28 * 28;
const markLength: i32 = 7;
const hyphen: i32 = 45;
const colon: u8 = 58;

const alphabet = memory.data<u8>([
  66, 67, 68, 70, 71, 72, 74, 75, 76, 77, 78, 80, 81, 82, 83, 84, 86, 87, 88, 90, 50, 51, 52, 53,
  54, 55, 56, 57,
]);
/** The digit that each ASCII character stands for, plus one; 0 for none. */
const digitsOf = memory.data(128);

/** Bytes that must be readable after a message. */
const spare: i32 = 8;

/** To call once before the others. */
export function prepareDigits(): void {
  for (let digit: usize = 0; digit < 28; digit++) {
    const character = load<u8>(alphabet + digit);
    store<u8>(digitsOf + usize(character), u8(digit + 1));
    if (character >= 65) store<u8>(digitsOf + usize(character | 32), u8(digit + 1));
  }
}

/** The characters of a code from `from` on, without hyphens, ASCII in capitals. */
export function withoutHyphens(code: Text, from: i32): Text {
  const target = heap.alloc(usize(size(code)));
  let length = 0;
  for (let at = from; at < size(code); at++) {
    const byte = byteAt(code, at);
    if (byte == hyphen) continue;
    store<u8>(target + usize(length++), u8(u32(byte - 97) < 26 ? byte - 32 : byte));
  }
  return textAt(target, length);
}

/** Whether a code without hyphens is random characters, a seal and the suffix. */
export function hasForm(characters: Text, random: i32, suffix: Text): bool {
  const length = random + sealLength;
  if (size(characters) < length) return false;
  for (let at = 0; at < length; at++) {
    if (digitAt(characters, at) < 0) return false;
  }
  let place = length;
  for (let at = 0; at < size(suffix); at++) {
    const byte = byteAt(suffix, at);
    if (byte == hyphen) continue;
    const capital = u32(byte - 97) < 26 ? byte - 32 : byte;
    if (place >= size(characters) || byteAt(characters, place) != capital) return false;
    place++;
  }
  return place == size(characters);
}

/** Number of the last day; 0 for none. */
export function lastDayOf(characters: Text, random: i32): i32 {
  return i32(numberAt(characters, random, dayLength));
}

/** What the key adds to the checks of a pool's codes. */
export function checkOfPool(key: usize, pool: Text): u64 {
  return hashOf(key, 112, pool, 0) % checks;
}

/**
 * What remains of a code's check without the part of its characters: a pool with this `checkOfPool`
 * is the one.
 */
export function poolCheckOf(key: usize, characters: Text, random: i32): u64 {
  const covered = random + dayLength;
  const ofCharacters = hashOf(key, 99, textAt(start(characters), covered), 0) % checks;
  return (numberAt(characters, covered, checkLength) + checks - ofCharacters) % checks;
}

/** Whether the code is sealed for an identity, under this key. The pool is its ID in decimal. */
export function fitsHolder(
  key: usize,
  pool: Text,
  characters: Text,
  random: i32,
  identity: Text,
): bool {
  const covered = random + dayLength;
  const message = newText(size(pool) + 1 + covered + 1 + size(identity));
  const afterPool = put(pool, start(message));
  const afterCode = put(textAt(start(characters), covered), afterPool + 1);
  store<u8>(afterPool, colon);
  store<u8>(afterCode, colon);
  put(identity, afterCode + 1);
  const hash = hashOf(key, 104, message, 1);
  return hash % holders == numberAt(characters, covered + checkLength, holderLength);
}

/** Whether a list of marks has that of an identity, under a key. */
export function isMarked(key: usize, list: Text, identity: Text): bool {
  const mark = hashOf(key, 98, identity, 0) % marks;
  const first = firstDigit(mark);
  const end = start(list) + usize(size(list) - markLength);
  for (let at = start(list); at <= end; at += markLength) {
    // Most marks differ in their first character already.
    if (load<u8>(at) != first) continue;
    if (numberAt(textAt(at, markLength), 0, markLength) == mark) return true;
  }
  return false;
}

function firstDigit(mark: u64): u8 {
  return load<u8>(alphabet + usize(mark / (marks / 28)));
}

/** A number in decimal. */
export function decimal(number: i64): Text {
  let digits = 1;
  for (let rest = number; rest >= 10; rest /= 10) digits++;
  const text = newText(digits);
  let rest = number;
  for (let place = digits - 1; place >= 0; place--) {
    store<u8>(start(text) + usize(place), u8(48 + (rest % 10)));
    rest /= 10;
  }
  return text;
}

/** The keyed hash of a kind and a text, with a colon between them unless it is joined. */
function hashOf(key: usize, kind: u8, text: Text, joined: i32): u64 {
  const length = 2 - joined + size(text);
  const message = heap.alloc(usize(length + spare));
  store<u8>(message, kind);
  store<u8>(message + 1, colon);
  put(text, message + usize(2 - joined));
  return sipHash(load<u64>(key), load<u64>(key, 8), message, length);
}

/** Copies a text and returns the address after it. */
function put(text: Text, target: usize): usize {
  memory.copy(target, start(text), usize(size(text)));
  return target + usize(size(text));
}

/** A number in base 28; larger than any hash if a character is no digit. */
function numberAt(characters: Text, from: i32, length: i32): u64 {
  let number: u64 = 0;
  for (let at = from; at < from + length; at++) {
    const digit = digitAt(characters, at);
    if (digit < 0) return u64.MAX_VALUE;
    number = number * 28 + u64(digit);
  }
  return number;
}

/** -1 for a character that is no digit. */
function digitAt(characters: Text, at: i32): i32 {
  const byte = byteAt(characters, at);
  return byte < 128 ? i32(load<u8>(digitsOf + usize(byte))) - 1 : -1;
}
