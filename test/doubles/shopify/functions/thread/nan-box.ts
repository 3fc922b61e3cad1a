/**
 * The values that functions read, as Shopify's Wasm API encodes them in 64 bits: numbers are doubles,
 * everything else is a quiet NaN with a tag, a length of 14 bits and 32 bits of value
 * (github.com/Shopify/shopify-function-wasm-api, README of `api`).
 */
const NAN_MASK = 0x7ffcn << 48n;
const MAX_LENGTH = 2 ** 14 - 1;

const TAGS = { null: 0, bool: 1, string: 3, object: 4, array: 5, error: 15 } as const;

export type Tag = keyof typeof TAGS;

export const READ_ERRORS = {
  decode: 0,
  notAnObject: 1,
  read: 3,
  indexOutOfBounds: 5,
  notIndexable: 6,
} as const;

const view = new DataView(new ArrayBuffer(8));

/** A value with a tag. Longer lengths than fit are cut, and the function asks for the true one. */
export const boxed = (tag: Tag, value: number, length = 0): bigint =>
  NAN_MASK |
  (BigInt(TAGS[tag]) << 46n) |
  (BigInt(Math.min(length, MAX_LENGTH)) << 32n) |
  BigInt(value >>> 0);

export function boxedNumber(value: number): bigint {
  view.setFloat64(0, value);
  return view.getBigUint64(0);
}

/** The tag and the 32 bits of a value. Undefined for numbers and unknown tags. */
export function unboxed(box: bigint): { tag: Tag; value: number } | undefined {
  const bits = BigInt.asUintN(64, box);
  if ((bits & NAN_MASK) !== NAN_MASK) return undefined;
  const number = Number((bits >> 46n) & 15n);
  const tag = (Object.keys(TAGS) as Tag[]).find((name) => TAGS[name] === number);
  return tag && { tag, value: Number(bits & 0xffffffffn) };
}
