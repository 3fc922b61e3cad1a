import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { GuardInput } from "../rule/guard-input";
import { BoxedValues } from "./boxed-values";
import { OutputWriter } from "./output-writer";

/** What the function answers: codes to refuse, with the sentence that the shopper reads. */
export interface GuardOutput {
  operations: { enteredDiscountCodesReject: { codes: { code: string }[]; message: string } }[];
}

/** A build has a copy next to the process's file: see `vite.config.ts`. */
const file = fileURLToPath(
  new URL(
    import.meta.url.endsWith(".ts")
      ? "../../../../extensions/code-guard/dist/function.wasm"
      : "code-guard.wasm",
    import.meta.url,
  ),
);

let compiled: WebAssembly.Module | undefined;

/**
 * Runs the guard's function as it is deployed, and returns its output. Every run gets an instance of
 * its own, as on Shopify. Throws if the function traps or writes something that isn't complete.
 */
export function runGuard(input: GuardInput): GuardOutput {
  return hostGuard().run(input);
}

/**
 * An instance of the function for any number of runs. It never frees memory, so use it for hundreds of
 * runs, and not for all.
 */
export function hostGuard(): { run(input: GuardInput): GuardOutput } {
  compiled ??= new WebAssembly.Module(readFileSync(file));
  const { exports, run } = hostFunction(compiled);
  const main = exports["cart_lines_discounts_generate_run"] as () => void;
  return { run: (input) => run(main, input) as GuardOutput };
}

export interface HostedFunction {
  exports: WebAssembly.Exports;
  /** Calls an export with this input, any JSON. Throws if what it writes isn't complete. */
  run(main: () => void, input: unknown): unknown;
}

/**
 * Connects a function to Shopify's Wasm API, version 2: to what our functions call, and not to the rest
 * of that API.
 */
export function hostFunction(module: WebAssembly.Module): HostedFunction {
  let values = new BoxedValues();
  let output = new OutputWriter();
  let input: unknown;
  let interned: string[] = [];
  const memory = (): ArrayBuffer => (instance.exports["memory"] as WebAssembly.Memory).buffer;
  const textAt = (address: number, length: number) =>
    decoder.decode(new Uint8Array(memory(), address >>> 0, length));
  const functions = {
    input_get: () => values.box(input),
    input_get_val_len: (value: bigint) => values.length(value),
    input_read_utf8_str: (source: number, target: number, length: number) =>
      new Uint8Array(memory(), target >>> 0, length).set(
        values.bytesOf(source).subarray(0, length),
      ),
    input_get_obj_prop: (object: bigint, address: number, length: number) =>
      values.property(object, textAt(address, length)),
    input_get_interned_obj_prop: (object: bigint, id: number) =>
      values.property(object, interned[id] ?? ""),
    input_get_at_index: (array: bigint, index: number) => values.item(array, index),
    output_new_utf8_str: (address: number, length: number) => output.text(textAt(address, length)),
    output_new_object: (length: number) => output.object(length),
    output_finish_object: () => output.finishObject(),
    output_new_array: (length: number) => output.array(length),
    output_finish_array: () => output.finishArray(),
    intern_utf8_str: (address: number, length: number) =>
      interned.push(textAt(address, length)) - 1,
  };
  const instance: WebAssembly.Instance = new WebAssembly.Instance(module, {
    shopify_function_v2: Object.fromEntries(
      Object.entries(functions).map(([key, value]) => [`shopify_function_${key}`, value]),
    ),
  });
  return {
    exports: instance.exports,
    run: (main, given) => {
      values = new BoxedValues();
      output = new OutputWriter();
      input = given;
      interned = [];
      main();
      return output.finish();
    },
  };
}

const decoder = new TextDecoder();
