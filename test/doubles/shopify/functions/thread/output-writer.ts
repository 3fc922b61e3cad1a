import type { Json } from "./input-reader";

/** The status codes of the Wasm API's writing half. */
const WRITE = {
  ok: 0,
  expectedKey: 2,
  objectLength: 3,
  alreadyWritten: 4,
  notAnObject: 5,
  arrayLength: 7,
  notAnArray: 8,
} as const;

interface OpenObject {
  kind: "object";
  size: number;
  value: Record<string, Json>;
  written: number;
  key: string | null;
}
interface OpenArray {
  kind: "array";
  size: number;
  value: Json[];
}

/** The writing half of Shopify's Wasm API. A function announces sizes, and must keep them. */
export class OutputWriter {
  private readonly open: (OpenObject | OpenArray)[] = [];
  private root: Json | undefined;

  /** The whole output. Undefined until the function has finished it. */
  get output(): Json | undefined {
    return this.open.length === 0 ? this.root : undefined;
  }

  scalar(value: null | boolean | number): number {
    return this.put(value);
  }

  /** A string is also the key of an object's next value. */
  text(value: string): number {
    const top = this.open.at(-1);
    if (top?.kind !== "object" || top.key !== null) return this.put(value);
    if (top.written >= top.size) return WRITE.objectLength;
    top.key = value;
    return WRITE.ok;
  }

  startObject(size: number): number {
    const value: Record<string, Json> = {};
    const status = this.put(value);
    if (status === WRITE.ok) this.open.push({ kind: "object", size, value, written: 0, key: null });
    return status;
  }

  startArray(size: number): number {
    const value: Json[] = [];
    const status = this.put(value);
    if (status === WRITE.ok) this.open.push({ kind: "array", size, value });
    return status;
  }

  finishObject(): number {
    const top = this.open.at(-1);
    if (top?.kind !== "object") return WRITE.notAnObject;
    if (top.written !== top.size || top.key !== null) return WRITE.objectLength;
    this.open.pop();
    return WRITE.ok;
  }

  finishArray(): number {
    const top = this.open.at(-1);
    if (top?.kind !== "array") return WRITE.notAnArray;
    if (top.value.length !== top.size) return WRITE.arrayLength;
    this.open.pop();
    return WRITE.ok;
  }

  private put(value: Json): number {
    const top = this.open.at(-1);
    if (!top) {
      if (this.root !== undefined) return WRITE.alreadyWritten;
      this.root = value;
      return WRITE.ok;
    }
    if (top.kind === "array") {
      if (top.value.length >= top.size) return WRITE.arrayLength;
      top.value.push(value);
      return WRITE.ok;
    }
    if (top.key === null) return WRITE.expectedKey;
    // Not by assignment, which would make a key "__proto__" vanish.
    Object.defineProperty(top.value, top.key, { value, enumerable: true, configurable: true });
    top.key = null;
    top.written += 1;
    return WRITE.ok;
  }
}
