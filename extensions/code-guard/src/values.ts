import {
  shopify_function_input_get_at_index,
  shopify_function_input_get_interned_obj_prop,
  shopify_function_input_get_obj_prop,
  shopify_function_input_get_val_len,
  shopify_function_input_read_utf8_str,
  shopify_function_intern_utf8_str,
} from "./shopify_function_v2";
import { ascii, newText, start, Text } from "./text";

// A value is a number, or a NaN with 4 bits of type, 14 bits of length and 32 bits of address.
const boxed: i64 = 0x7ffc000000000000;
const numberType: i32 = 2;
const stringType: i32 = 3;
const objectType: i32 = 4;
const arrayType: i32 = 5;
/** The largest length that fits. A longer value says this one, and has to be asked. */
const maxShortLength: i32 = 0x3fff;

function typeOf(value: i64): i32 {
  return (value & boxed) == boxed ? i32((value >>> 46) & 15) : numberType;
}

/** Null, or a property that doesn't exist. */
export function isNull(value: i64): bool {
  return typeOf(value) == 0;
}

export function isTrue(value: i64): bool {
  return typeOf(value) == 1 && i32(value) != 0;
}

export function isString(value: i64): bool {
  return typeOf(value) == stringType;
}

export function isObject(value: i64): bool {
  return typeOf(value) == objectType;
}

export function isArray(value: i64): bool {
  return typeOf(value) == arrayType;
}

/** A whole number from 0 to the largest safe integer; -1 for anything else. */
export function wholeNumber(value: i64): i64 {
  if (typeOf(value) != numberType) return -1;
  const number = reinterpret<f64>(value);
  if (!(number >= 0 && number <= 9007199254740991)) return -1;
  return f64(i64(number)) == number ? i64(number) : -1;
}

/** Items of an array, entries of an object, bytes of a string. */
export function lengthOf(value: i64): i32 {
  const short = i32((value >>> 32) & maxShortLength);
  return short < maxShortLength ? short : shopify_function_input_get_val_len(value);
}

/** A property of an object; an error value, which is none of the types above, if it isn't one. */
export function property(object: i64, name: string): i64 {
  const text = ascii(name);
  return shopify_function_input_get_obj_prop(object, start(text), name.length);
}

/** Like `property`, with a name of any characters. */
export function propertyNamed(object: i64, name: usize, length: i32): i64 {
  return shopify_function_input_get_obj_prop(object, name, length);
}

export function intern(name: usize, length: i32): i32 {
  return shopify_function_intern_utf8_str(name, length);
}

export function internedProperty(object: i64, name: i32): i64 {
  return shopify_function_input_get_interned_obj_prop(object, name);
}

export function item(array: i64, index: i32): i64 {
  return shopify_function_input_get_at_index(array, index);
}

/** Copies a string; the empty text for any other value. */
export function textOf(value: i64): Text {
  if (!isString(value)) return 0;
  const length = lengthOf(value);
  if (length == 0) return 0;
  const text = newText(length);
  shopify_function_input_read_utf8_str(usize(u32(value)), start(text), length);
  return text;
}
