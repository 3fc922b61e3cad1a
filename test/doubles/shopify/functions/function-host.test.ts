import { afterAll, expect, test } from "vitest";
import { compileWat } from "../for-tests/compile-wat";
import { FunctionHost } from "./function-host";
import type { Json } from "./thread/input-reader";

const host = new FunctionHost();
const impatient = new FunctionHost(200);
afterAll(() => {
  host.close();
  impatient.close();
});

/** Runs the body of a function. */
async function run(body: string, input: Json = null, on = host, pages?: number) {
  const wasm = await compileWat(`(func (export "run") ${body})`, pages);
  return on.run({ module: new WebAssembly.Module(wasm), exportName: "run", input });
}

/** Statements that throw away their status. */
const drop = (...calls: string[]): string => calls.map((call) => `(drop ${call})`).join("\n");
const key = (text: string): string => `(call $output_new_utf8_str @"${text}")`;

test("a function reads and writes every kind of value", async () => {
  const input = { code: "SÜSS", list: [1.5, true, null], inner: { deep: "x" } };
  const prop = (scope: string, name: string): string =>
    `(call $input_get_obj_prop ${scope} @"${name}")`;
  const root = "(call $input_get)";
  const item = (index: number): string =>
    `(call $input_get_at_index ${prop(root, "list")} (i32.const ${index}))`;
  const result = await run(
    `(local $text i64) (local $first i64)
    (local.set $text ${prop(root, "code")})
    (local.set $first (call $input_get_obj_key_at_index ${root} (i32.const 2)))
    (call $input_read_utf8_str (i32.wrap_i64 (local.get $text)) (i32.const 1000)
      (call $input_get_val_len (local.get $text)))
    (call $input_read_utf8_str (i32.wrap_i64 (local.get $first)) (i32.const 2000) (i32.const 5))
    (call $log_new_utf8_str @"seen")
    ${drop(
      "(call $output_new_object (i32.const 6))",
      key("text"),
      "(call $output_new_utf8_str (i32.const 1000) (i32.const 5))",
      key("key"),
      "(call $output_new_utf8_str (i32.const 2000) (i32.const 5))",
      key("number"),
      `(call $output_new_f64 (f64.reinterpret_i64 ${item(0)}))`,
      key("yes"),
      `(call $output_new_bool (i32.wrap_i64 ${item(1)}))`,
      key("nothing"),
      "(call $output_new_null)",
      key("sizes"),
      "(call $output_new_array (i32.const 3))",
      `(call $output_new_i32 (call $input_get_val_len ${prop(root, "list")}))`,
      `(call $output_new_i32 (call $input_get_val_len ${prop(root, "inner")}))`,
      `(call $output_new_i32 (call $input_get_val_len ${item(2)}))`,
      "(call $output_finish_array)",
      "(call $output_finish_object)",
    )}`,
    input,
  );
  expect(result).toMatchObject({
    logs: "seen",
    output: {
      text: "SÜSS",
      key: "inner",
      number: 1.5,
      yes: true,
      nothing: null,
      sizes: [3, 1, -1],
    },
  });
});

test("a property that is missing reads as null, and one of a string as an error", async () => {
  const tag = (box: string): string =>
    `(call $output_new_i32 (i32.and (i32.wrap_i64 (i64.shr_u ${box} (i64.const 46))) (i32.const 15)))`;
  const missing = '(call $input_get_obj_prop (call $input_get) @"missing")';
  const wrong = `(call $input_get_obj_prop (call $input_get_obj_prop (call $input_get) @"text") @"x")`;
  const body = drop(
    "(call $output_new_array (i32.const 2))",
    tag(missing),
    tag(wrong),
    "(call $output_finish_array)",
  );
  expect(await run(body, { text: "abc" })).toMatchObject({ output: [0, 15] });
});

test("a function that announces wrong sizes gets the status codes of Shopify's API", async () => {
  const body = `(local $early i32) (local $full i32)
    (drop (call $output_new_array (i32.const 2)))
    (local.set $early (call $output_finish_array))
    ${drop("(call $output_new_i32 (local.get $early))", "(call $output_new_i32 (call $output_finish_object))")}
    (local.set $full (call $output_new_null))
    (call $log_new_utf8_str @"full")
    (if (i32.ne (local.get $full) (i32.const 7)) (then unreachable))
    (drop (call $output_finish_array))`;
  expect(await run(body)).toMatchObject({ output: [7, 5], logs: "full" });
});

test("a function that ends without output has none", async () => {
  expect(await run("nop")).toMatchObject({ output: undefined });
  expect(await run("(drop (call $output_new_object (i32.const 1)))")).toMatchObject({
    output: undefined,
  });
});

test("a trap is reported, and the next run is not affected", async () => {
  expect(await run("unreachable")).toEqual({ failed: "unreachable" });
  expect(await run(drop("(call $output_new_null)"))).toMatchObject({ output: null });
});

test("a function that never ends is ended, and the next run is not affected", async () => {
  expect(await run("(loop $forever (br $forever))", null, impatient)).toBe("timed-out");
  expect(await run(drop("(call $output_new_null)"), null, impatient)).toMatchObject({
    output: null,
  });
});

test("a module that needs something else than Shopify's API does not run", async () => {
  const loadWabt = (await import("wabt")).default;
  const { buffer } = (await loadWabt())
    .parseWat("f.wat", '(module (import "env" "abort" (func)) (func (export "run")))')
    .toBinary({});
  const module = new WebAssembly.Module(Uint8Array.from(buffer));
  const result = host.run({ module, exportName: "run", input: null });
  expect(result).toMatchObject({ failed: expect.stringContaining("env") });
  const other = new WebAssembly.Module(await compileWat('(func (export "run"))'));
  expect(host.run({ module: other, exportName: "walk", input: null })).toMatchObject({
    failed: expect.stringContaining("walk"),
  });
});
