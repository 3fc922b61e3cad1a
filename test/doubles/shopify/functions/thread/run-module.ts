import { InputReader, type Json } from "./input-reader";
import { OutputWriter } from "./output-writer";

/** The import module of Shopify's Wasm API. */
const API_MODULE = "shopify_function_v2";

// Shopify keeps the last 1,000 bytes of what a function logs.
const MAX_LOG_BYTES = 1000;

export interface ModuleRun {
  output: Json | undefined;
  logs: string;
  /** The size of the linear memory after the run. */
  memoryBytes: number;
}

/** Runs an export of a module with an input. Throws what the module throws, such as traps. */
export function runModule(module: WebAssembly.Module, exportName: string, input: Json): ModuleRun {
  const reader = new InputReader(input);
  const writer = new OutputWriter();
  const strings: string[] = [];
  let logged = Buffer.alloc(0);
  let memory: WebAssembly.Memory | undefined;
  const bytes = (at: number, length: number): Uint8Array => {
    if (!memory) throw new Error("The module has no memory");
    return new Uint8Array(memory.buffer, at >>> 0, length >>> 0);
  };
  const text = (at: number, length: number): string => Buffer.from(bytes(at, length)).toString();
  const known = (id: number): string => {
    const string = strings[id];
    if (string === undefined) throw new Error(`There is no interned string ${id}`);
    return string;
  };
  const api = {
    shopify_function_input_get: () => reader.root(),
    shopify_function_input_get_val_len: (scope: bigint) => reader.length(scope),
    shopify_function_input_read_utf8_str: (source: number, at: number, length: number) => {
      const string = reader.text(source);
      if (length > string.length) throw new Error("The function read past the end of a string");
      bytes(at, length).set(string.subarray(0, length));
    },
    shopify_function_input_get_obj_prop: (scope: bigint, at: number, length: number) =>
      reader.property(scope, text(at, length)),
    shopify_function_input_get_interned_obj_prop: (scope: bigint, id: number) =>
      reader.property(scope, known(id)),
    shopify_function_input_get_at_index: (scope: bigint, index: number) =>
      reader.atIndex(scope, index),
    shopify_function_input_get_obj_key_at_index: (scope: bigint, index: number) =>
      reader.keyAtIndex(scope, index),
    shopify_function_output_new_bool: (value: number) => writer.scalar(value !== 0),
    shopify_function_output_new_null: () => writer.scalar(null),
    shopify_function_output_new_i32: (value: number) => writer.scalar(value),
    shopify_function_output_new_f64: (value: number) => writer.scalar(value),
    shopify_function_output_new_utf8_str: (at: number, length: number) =>
      writer.text(text(at, length)),
    shopify_function_output_new_interned_utf8_str: (id: number) => writer.text(known(id)),
    shopify_function_output_new_object: (size: number) => writer.startObject(size),
    shopify_function_output_finish_object: () => writer.finishObject(),
    shopify_function_output_new_array: (size: number) => writer.startArray(size),
    shopify_function_output_finish_array: () => writer.finishArray(),
    shopify_function_intern_utf8_str: (at: number, length: number) =>
      strings.push(text(at, length)) - 1,
    shopify_function_log_new_utf8_str: (at: number, length: number) => {
      logged = Buffer.concat([logged, bytes(at, length)]).subarray(-MAX_LOG_BYTES);
    },
  };
  const { exports } = new WebAssembly.Instance(module, { [API_MODULE]: api });
  if (exports["memory"] instanceof WebAssembly.Memory) memory = exports["memory"];
  const run = exports[exportName];
  if (typeof run !== "function") throw new Error(`The module exports no function ${exportName}`);
  run();
  return {
    output: writer.output,
    logs: logged.toString(),
    memoryBytes: memory?.buffer.byteLength ?? 0,
  };
}
