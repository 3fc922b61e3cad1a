import { checkOfPool, decimal } from "./seal";
import { ascii, byteAt, sameText, size, start, Text } from "./text";
import {
  intern,
  internedProperty,
  isArray,
  isNull,
  isObject,
  isString,
  item,
  lengthOf,
  property,
  textOf,
  wholeNumber,
} from "./values";

// The `config` metafield of the discount: see `app/features/guard/rule/config.ts`. A configuration
// that is broken anywhere refuses nothing.

export const holderOnly: i32 = 1;
export const personalExpiration: i32 = 2;
export const paused: i32 = 4;

const sharedKind: i32 = 1;
const sealedKind: i32 = 2;
const staticKind: i32 = 3;

let keys: usize = 0;
export let keyCount: i32 = 0;
/** The address of a key, of which the first is the newest. */
export function keyAt(index: i32): usize {
  return keys + usize(index * 16);
}
/** Marks of blocked people. */
export let blocked: Text = 0;
export let poolCount: i32 = 0;

let pools: usize = 0;
// Where the parts of a pool are, and how many bytes it has.
const idPart: usize = 0;
const prefixPart: usize = 8;
const suffixPart: usize = 16;
const namePart: usize = 24;
const flagsPart: usize = 32;
const kindPart: usize = 36;
const randomPart: usize = 40;
const listedPart: usize = 44;
const repeatedPart: usize = 48;
const checksPart: usize = 52;
const poolSize: i32 = 56;
const maxPoolId: i64 = 9007199254740991;

export function poolAt(index: i32): usize {
  return pools + usize(index * poolSize);
}
/** The prefix; of a shared pool its code. */
export function prefixOf(pool: usize): Text {
  return load<u64>(pool + prefixPart);
}
export function suffixOf(pool: usize): Text {
  return load<u64>(pool + suffixPart);
}
/** The pool's ID in decimal. */
export function nameOf(pool: usize): Text {
  return load<u64>(pool + namePart);
}
/** What a key adds to the checks of the pool's codes. It is computed when it is first needed. */
export function checkUnder(key: i32, pool: usize): u64 {
  const place = load<usize>(pool + checksPart) + usize(key * 8);
  if (load<u64>(place) == 0) store<u64>(place, checkOfPool(keyAt(key), nameOf(pool)) + 1);
  return load<u64>(place) - 1;
}
export function hasFlag(pool: usize, flag: i32): bool {
  return (load<i32>(pool + flagsPart) & flag) != 0;
}
export function isShared(pool: usize): bool {
  return load<i32>(pool + kindPart) == sharedKind;
}
export function isSealed(pool: usize): bool {
  return load<i32>(pool + kindPart) == sealedKind;
}
export function isStatic(pool: usize): bool {
  return load<i32>(pool + kindPart) == staticKind;
}
export function randomLength(pool: usize): i32 {
  return load<i32>(pool + randomPart);
}
export function listsEveryCustomer(pool: usize): bool {
  return load<i32>(pool + listedPart) != 0;
}
/** Whether sealed codes look like those of the pool before it, so that a code need not be read again. */
export function repeatsFormat(pool: usize): bool {
  return load<i32>(pool + repeatedPart) != 0;
}

/** The entry of a pool; 0 if the pool isn't guarded. */
export function poolWithId(id: i64): usize {
  for (let index = 0; index < poolCount; index++) {
    if (load<i64>(poolAt(index) + idPart) == id) return poolAt(index);
  }
  return 0;
}

/** False if anything is missing or broken. */
export function readConfig(config: i64): bool {
  return isObject(config) && readKeys(config) && readBlocked(config) && readPools(config);
}

function readKeys(config: i64): bool {
  const list = property(config, "k");
  if (!isArray(list)) return false;
  keyCount = lengthOf(list);
  keys = heap.alloc(usize(keyCount * 16));
  for (let index = 0; index < keyCount; index++) {
    const hex = textOf(item(list, index));
    if (size(hex) != 32 || !readKey(hex, keys + usize(index * 16))) return false;
  }
  return true;
}

function readKey(hex: Text, target: usize): bool {
  for (let at = 0; at < 16; at++) {
    const high = hexDigit(byteAt(hex, at * 2));
    const low = hexDigit(byteAt(hex, at * 2 + 1));
    if ((high | low) < 0) return false;
    store<u8>(target + usize(at), u8((high << 4) | low));
  }
  return true;
}

function hexDigit(byte: i32): i32 {
  if (byte >= 48 && byte <= 57) return byte - 48;
  return byte >= 97 && byte <= 102 ? byte - 87 : -1;
}

function readBlocked(config: i64): bool {
  const marks = property(config, "b");
  blocked = textOf(marks);
  return isTextOrNull(marks);
}

function readPools(config: i64): bool {
  const list = property(config, "p");
  if (!isArray(list)) return false;
  poolCount = lengthOf(list);
  pools = heap.alloc(usize(poolCount * poolSize));
  const letters = start(ascii("ifxznec"));
  idName = intern(letters, 1);
  flagsName = intern(letters + 1, 1);
  prefixName = intern(letters + 2, 1);
  suffixName = intern(letters + 3, 1);
  randomName = intern(letters + 4, 1);
  codeName = intern(letters + 5, 1);
  listedName = intern(letters + 6, 1);
  for (let index = 0; index < poolCount; index++) {
    const pool = poolAt(index);
    if (!readPool(item(list, index), pool)) return false;
    const repeats = index > 0 && sameFormat(pool, poolAt(index - 1));
    store<i32>(pool + repeatedPart, i32(repeats));
  }
  return true;
}

let idName: i32 = 0;
let flagsName: i32 = 0;
let prefixName: i32 = 0;
let suffixName: i32 = 0;
let randomName: i32 = 0;
let codeName: i32 = 0;
let listedName: i32 = 0;

function readPool(value: i64, pool: usize): bool {
  if (!isObject(value)) return false;
  const id = wholeNumber(internedProperty(value, idName));
  const flags = wholeNumber(internedProperty(value, flagsName));
  if (id < 1 || id > maxPoolId || flags < 0 || flags > 7) return false;
  store<i64>(pool + idPart, id);
  store<i32>(pool + flagsPart, i32(flags));
  store<u64>(pool + suffixPart, 0);
  const random = internedProperty(value, randomName);
  if (!isNull(random)) return readSealed(value, random, id, pool);
  const code = internedProperty(value, codeName);
  return isNull(code) ? readStatic(value, pool) : readShared(code, pool);
}

function readSealed(value: i64, random: i64, id: i64, pool: usize): bool {
  const prefix = internedProperty(value, prefixName);
  const suffix = internedProperty(value, suffixName);
  const length = wholeNumber(random);
  store<i32>(pool + kindPart, sealedKind);
  store<u64>(pool + prefixPart, textOf(prefix));
  store<u64>(pool + suffixPart, textOf(suffix));
  store<u64>(pool + namePart, decimal(id));
  store<i32>(pool + randomPart, i32(length));
  const checks = heap.alloc(usize(keyCount * 8));
  memory.fill(checks, 0, usize(keyCount * 8));
  store<usize>(pool + checksPart, checks);
  return length >= 1 && length <= 30 && isTextOrNull(prefix) && isTextOrNull(suffix);
}

function readShared(code: i64, pool: usize): bool {
  store<i32>(pool + kindPart, sharedKind);
  store<u64>(pool + prefixPart, textOf(code));
  return size(prefixOf(pool)) > 0;
}

function readStatic(value: i64, pool: usize): bool {
  const everyCustomer = internedProperty(value, listedName);
  const listed = isNull(everyCustomer) ? 0 : wholeNumber(everyCustomer);
  store<i32>(pool + kindPart, staticKind);
  store<u64>(pool + prefixPart, textOf(internedProperty(value, prefixName)));
  store<i32>(pool + listedPart, i32(listed));
  return size(prefixOf(pool)) > 0 && (listed == 0 || listed == 1);
}

function isTextOrNull(value: i64): bool {
  return isNull(value) || isString(value);
}

function sameFormat(pool: usize, other: usize): bool {
  return (
    isSealed(pool) &&
    isSealed(other) &&
    randomLength(pool) == randomLength(other) &&
    sameText(prefixOf(pool), prefixOf(other)) &&
    sameText(suffixOf(pool), suffixOf(other))
  );
}
