import { existsSync, readFileSync } from "node:fs";
import type { FunctionExtension, FunctionTarget } from "./extension";
import { FUNCTION_TARGETS } from "./extension-types";
import type { TomlTable } from "./toml-table";

type Own = Pick<FunctionExtension, "apiType" | "targets" | "wasmFile" | "variables">;

// Shopify's limits for functions (documentation).
const MAX_WASM_BYTES = 256_000;
const MAX_QUERY_BYTES = 3000;

// What runs if the file names no export: the entry of WASI programs.
const DEFAULT_EXPORT = "_start";
const DEFAULT_WASM = "dist/index.wasm";

/** Reads the fields of a function. Its module must be built. */
export function readFunction(table: TomlTable): Own {
  const wasmFile = readWasm(table);
  const { exports, problem } = exportsOf(wasmFile);
  if (problem) throw table.wrong("build.path", problem);
  const targets = table.tables("targeting").map((one) => readTarget(one, exports));
  const apiTypes = [...new Set(targets.map(({ target }) => FUNCTION_TARGETS[target] ?? ""))];
  if (apiTypes.length > 1) {
    throw table.wrong("targeting", `mixes the APIs ${apiTypes.join(" and ")}`);
  }
  const input = table.table("input");
  const variables = input.table("variables");
  return {
    apiType: apiTypes[0] ?? "",
    targets,
    wasmFile,
    variables:
      input.values["variables"] === undefined
        ? null
        : { namespace: variables.text("namespace"), key: variables.text("key") },
  };
}

function readWasm(table: TomlTable): string {
  const build = table.table("build");
  const name = build.optionalText("path") ?? DEFAULT_WASM;
  try {
    return build.file("path", name);
  } catch {
    throw build.wrong("path", `names ${name}, which isn't built`);
  }
}

function exportsOf(wasmFile: string): { exports: string[]; problem?: string } {
  const bytes = existsSync(wasmFile) ? readFileSync(wasmFile) : Buffer.alloc(0);
  if (bytes.length > MAX_WASM_BYTES) {
    return { exports: [], problem: `has ${bytes.length} bytes, but ${MAX_WASM_BYTES} are allowed` };
  }
  if (!WebAssembly.validate(bytes)) return { exports: [], problem: "is not a Wasm module" };
  const module = new WebAssembly.Module(bytes);
  return {
    exports: WebAssembly.Module.exports(module)
      .filter(({ kind }) => kind === "function")
      .map(({ name }) => name),
  };
}

function readTarget(table: TomlTable, exports: readonly string[]): FunctionTarget {
  const target = table.text("target");
  if (!(target in FUNCTION_TARGETS)) {
    throw table.wrong("target", `is "${target}", which is no target of functions`);
  }
  const name = table.optionalText("export") ?? DEFAULT_EXPORT;
  if (!exports.includes(name)) {
    throw table.wrong("export", `is "${name}", but the module exports ${exports.join(", ")}`);
  }
  if (table.values["input_query"] === undefined) return { target, export: name, inputQuery: null };
  const inputQuery = readFileSync(table.file("input_query"), "utf8");
  if (Buffer.byteLength(inputQuery) > MAX_QUERY_BYTES) {
    throw table.wrong("input_query", `can't have more than ${MAX_QUERY_BYTES} bytes`);
  }
  return { target, export: name, inputQuery };
}
