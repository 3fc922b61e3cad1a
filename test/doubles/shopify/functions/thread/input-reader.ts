import { boxed, boxedNumber, READ_ERRORS, unboxed } from "./nan-box";

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

const encoder = new TextEncoder();

/** The reading half of Shopify's Wasm API over one input. */
export class InputReader {
  /** Strings, arrays and objects that the function has seen. Its values refer to them by index. */
  private readonly seen: (Uint8Array | readonly Json[] | { readonly [key: string]: Json })[] = [[]];
  private readonly boxes = new Map<object, bigint>();

  constructor(private readonly input: Json) {}

  root(): bigint {
    return this.box(this.input);
  }

  /** -1 for everything that has no length. */
  length(box: bigint): number {
    const value = this.value(box);
    if (value === undefined) return -1;
    return isObject(value) ? Object.keys(value).length : value.length;
  }

  property(scope: bigint, name: string): bigint {
    const object = this.value(scope);
    if (!isObject(object)) return boxed("error", READ_ERRORS.notAnObject);
    return Object.hasOwn(object, name) ? this.box(object[name] ?? null) : boxed("null", 0);
  }

  atIndex(scope: bigint, index: number): bigint {
    const value = this.value(scope);
    if (value === undefined || value instanceof Uint8Array) {
      return boxed("error", READ_ERRORS.notIndexable);
    }
    const items = isObject(value) ? Object.values(value) : value;
    const item = items[index];
    return item === undefined ? boxed("error", READ_ERRORS.indexOutOfBounds) : this.box(item);
  }

  keyAtIndex(scope: bigint, index: number): bigint {
    const value = this.value(scope);
    if (!isObject(value)) return boxed("error", READ_ERRORS.notAnObject);
    const key = Object.keys(value)[index];
    return key === undefined ? boxed("error", READ_ERRORS.indexOutOfBounds) : this.box(key);
  }

  /** The bytes of the string with this reference. */
  text(reference: number): Uint8Array {
    const value = this.seen[reference];
    if (value instanceof Uint8Array) return value;
    throw new Error("The function read a string that is none");
  }

  private value(box: bigint) {
    const found = unboxed(box);
    if (!found || !["string", "object", "array"].includes(found.tag)) return undefined;
    return this.seen[found.value];
  }

  private box(value: Json): bigint {
    if (value === null) return boxed("null", 0);
    if (typeof value === "boolean") return boxed("bool", value ? 1 : 0);
    if (typeof value === "number") return boxedNumber(value);
    if (typeof value === "string") {
      const bytes = encoder.encode(value);
      return boxed("string", this.seen.push(bytes) - 1, bytes.length);
    }
    const known = this.boxes.get(value);
    if (known !== undefined) return known;
    const reference = this.seen.push(value) - 1;
    const made = isObject(value)
      ? boxed("object", reference, Object.keys(value).length)
      : boxed("array", reference, value.length);
    this.boxes.set(value, made);
    return made;
  }
}

const isObject = (value: unknown): value is { readonly [key: string]: Json } =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Uint8Array);
