import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll } from "vitest";
import { compileWat } from "./compile-wat";
import { HOLDER_GUARD, HOLDER_GUARD_QUERY } from "./holder-guard";
import { type TestSandbox, testSandbox } from "./test-sandbox";

const TOML = `api_version = "2026-10"
[[extensions]]
name = "Test guard"
handle = "test-guard"
type = "function"
[[extensions.targeting]]
target = "cart.lines.discounts.generate.run"
input_query = "run.graphql"
export = "run"
[extensions.build]
command = ""
path = "function.wasm"
`;

/** Starts a sandbox whose app has one function, the guard of `holder-guard.ts` unless told otherwise. */
export function functionSandbox({
  code = HOLDER_GUARD,
  query = HOLDER_GUARD_QUERY,
  scopes = ["read_orders", "read_customers", "read_products", "write_discounts"],
} = {}): TestSandbox {
  const folder = mkdtempSync(path.join(tmpdir(), "function-"));
  const extension = path.join(folder, "extensions", "test-guard");
  beforeAll(async () => {
    mkdirSync(extension, { recursive: true });
    const toml = fileURLToPath(new URL("./app.test.toml", import.meta.url));
    copyFileSync(toml, path.join(folder, "shopify.app.toml"));
    writeFileSync(path.join(extension, "shopify.extension.toml"), TOML);
    writeFileSync(path.join(extension, "run.graphql"), query);
    writeFileSync(path.join(extension, "function.wasm"), await compileWat(code));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const tomlFile = pathToFileURL(path.join(folder, "shopify.app.toml")).href;
  return testSandbox({ tomlFile, seed: "demo", scopes });
}
