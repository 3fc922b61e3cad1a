// Shopify's Wasm API passes a value as 64 bits: a number as itself, and everything else as a NaN with
// 4 bits of type, 14 bits of length and 32 bits that say which value (README of its `api` folder).

const nan = 0x7ffcn << 48n;
const types = { null: 0n, boolean: 1n, string: 3n, object: 4n, array: 5n, error: 15n };
const maxLength = 0x3fff;
const notAnObject = 1;
const indexOutOfBounds = 5;
const notIndexable = 6;

type Held = string | unknown[] | Record<string, unknown>;

const encoder = new TextEncoder();
const bits = new DataView(new ArrayBuffer(8));

/** The values of one run that are passed by number. */
export class BoxedValues {
  private readonly held: Held[] = [];
  private readonly bytes: Uint8Array[] = [];

  box(value: unknown): bigint {
    if (typeof value === "number") {
      bits.setFloat64(0, value);
      return bits.getBigInt64(0);
    }
    if (typeof value === "boolean") return boxed(types.boolean, value ? 1 : 0);
    if (value === null || value === undefined) return boxed(types.null, 0);
    const number = this.held.push(value as Held) - 1;
    if (typeof value === "string") this.bytes[number] = encoder.encode(value);
    const type = typeof value === "string" ? "string" : Array.isArray(value) ? "array" : "object";
    return boxed(types[type], number, this.lengthOf(number));
  }

  /** Items, entries or bytes; -1 for a value without a length. */
  length(box: bigint): number {
    return this.find(box) === undefined ? -1 : this.lengthOf(numberOf(box));
  }

  /** Bytes of the string with this number. */
  bytesOf(number: number): Uint8Array {
    const bytes = this.bytes[number];
    if (!bytes) throw new Error("The function reads a string that doesn’t exist.");
    return bytes;
  }

  property(box: bigint, name: string): bigint {
    const object = this.find(box);
    if (!isObject(object)) return boxed(types.error, notAnObject);
    return this.box(Object.hasOwn(object, name) ? object[name] : null);
  }

  item(box: bigint, index: number): bigint {
    const value = this.find(box);
    if (value === undefined || typeof value === "string") return boxed(types.error, notIndexable);
    const items = isObject(value) ? Object.values(value) : value;
    return index < items.length ? this.box(items[index]) : boxed(types.error, indexOutOfBounds);
  }

  private find(box: bigint): Held | undefined {
    const type = (box >> 46n) & 15n;
    const isHeld = (box & nan) === nan && type >= types.string && type <= types.array;
    return isHeld ? this.held[numberOf(box)] : undefined;
  }

  private lengthOf(number: number): number {
    const value = this.held[number] ?? "";
    if (typeof value === "string") return this.bytesOf(number).length;
    return isObject(value) ? Object.keys(value).length : value.length;
  }
}

function isObject(value: Held | undefined): value is Record<string, unknown> {
  return typeof value === "object" && !Array.isArray(value);
}

function boxed(type: bigint, value: number, length = 0): bigint {
  return nan | (type << 46n) | (BigInt(Math.min(length, maxLength)) << 32n) | BigInt(value);
}

function numberOf(box: bigint): number {
  return Number(box & 0xffffffffn);
}
