/** Status codes of the Wasm API's write functions (README of its `api` folder). */
const ok = 0;
const expectedKey = 2;
const objectLengthError = 3;
const valueAlreadyWritten = 4;
const notAnObject = 5;
const arrayLengthError = 7;
const notAnArray = 8;

/** An object or array that isn't finished. Its length was announced. */
interface Open {
  value: unknown[] | Record<string, unknown>;
  length: number;
  /** Of an object: the property that the next value is for. */
  name?: string;
}

/** Builds the output of one run from the function's calls, each of which gets a status code. */
export class OutputWriter {
  private readonly open: Open[] = [];
  private root: { value: unknown } | undefined;

  /** A string is the name of a property where one is due. */
  text(text: string): number {
    const parent = this.open.at(-1);
    if (parent && !Array.isArray(parent.value) && parent.name === undefined) {
      parent.name = text;
      return ok;
    }
    return this.add(text);
  }

  object(length: number): number {
    return this.start({}, length);
  }

  array(length: number): number {
    return this.start([], length);
  }

  finishObject(): number {
    const last = this.open.at(-1);
    if (!last || Array.isArray(last.value)) return notAnObject;
    if (Object.keys(last.value).length !== last.length) return objectLengthError;
    this.open.pop();
    return ok;
  }

  finishArray(): number {
    const last = this.open.at(-1);
    if (!last || !Array.isArray(last.value)) return notAnArray;
    if (last.value.length !== last.length) return arrayLengthError;
    this.open.pop();
    return ok;
  }

  /** The whole output. Throws if the function didn't finish it. */
  finish(): unknown {
    if (!this.root || this.open.length > 0) throw new Error("The output isn’t complete.");
    return this.root.value;
  }

  private start(value: Open["value"], length: number): number {
    const status = this.add(value);
    if (status === ok) this.open.push({ value, length });
    return status;
  }

  private add(value: unknown): number {
    const parent = this.open.at(-1);
    if (!parent) {
      if (this.root) return valueAlreadyWritten;
      this.root = { value };
    } else if (Array.isArray(parent.value)) {
      parent.value.push(value);
    } else {
      if (parent.name === undefined) return expectedKey;
      parent.value[parent.name] = value;
      delete parent.name;
    }
    return ok;
  }
}
