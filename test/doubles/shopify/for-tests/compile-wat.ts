import loadWabt from "wabt";

const FUNCTIONS: Readonly<Record<string, string>> = {
  input_get: "(result i64)",
  input_get_val_len: "(param i64) (result i32)",
  input_read_utf8_str: "(param i32 i32 i32)",
  input_get_obj_prop: "(param i64 i32 i32) (result i64)",
  input_get_interned_obj_prop: "(param i64 i32) (result i64)",
  input_get_at_index: "(param i64 i32) (result i64)",
  input_get_obj_key_at_index: "(param i64 i32) (result i64)",
  output_new_bool: "(param i32) (result i32)",
  output_new_null: "(result i32)",
  output_new_i32: "(param i32) (result i32)",
  output_new_f64: "(param f64) (result i32)",
  output_new_utf8_str: "(param i32 i32) (result i32)",
  output_new_interned_utf8_str: "(param i32) (result i32)",
  output_new_object: "(param i32) (result i32)",
  output_finish_object: "(result i32)",
  output_new_array: "(param i32) (result i32)",
  output_finish_array: "(result i32)",
  intern_utf8_str: "(param i32 i32) (result i32)",
  log_new_utf8_str: "(param i32 i32)",
};

/**
 * Compiles a function from WebAssembly text. `code` has the functions of Shopify's Wasm API as
 * `$input_get` and so on, and a memory. A string in quotes after `@` becomes its place and length:
 * `(call $output_new_utf8_str @"operations")`.
 */
export async function compileWat(code: string, memoryPages = 2): Promise<Uint8Array<ArrayBuffer>> {
  const wabt = await loadWabt();
  const data: string[] = [];
  let next = 0;
  const placed = code.replace(/@"([^"]*)"/g, (_, text: string) => {
    const length = Buffer.byteLength(text);
    data.push(`(data (i32.const ${next}) "${text}")`);
    next += length;
    return `(i32.const ${next - length}) (i32.const ${length})`;
  });
  const imports = Object.entries(FUNCTIONS).map(
    ([name, type]) =>
      `(import "shopify_function_v2" "shopify_function_${name}" (func $${name} ${type}))`,
  );
  const memory = `(memory (export "memory") ${memoryPages})`;
  const text = `(module ${imports.join("\n")} ${memory} ${data.join("\n")} ${placed})`;
  const module = wabt.parseWat("function.wat", text);
  try {
    return Uint8Array.from(module.toBinary({}).buffer);
  } finally {
    module.destroy();
  }
}
