import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** The smallest Wasm module with an exported function that does nothing. */
function wasmModule(exported: string): Buffer {
  const name = Buffer.from(exported);
  const section = (id: number, ...content: number[]) => [id, content.length, ...content];
  return Buffer.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, 1, 0x60, 0, 0),
    ...section(3, 1, 0),
    ...section(7, 1, name.length, ...name, 0x00, 0),
    ...section(10, 1, 2, 0, 0x0b),
  ]);
}

const cartLines = "cart.lines.discounts.generate.run";

/** The TOML file of a discount function. `change` replaces parts of it. */
export const functionToml = (handle: string, change = (toml: string): string => toml): string =>
  change(`api_version = "2026-10"

[[extensions]]
type = "function"
name = "Code guard"
handle = "${handle}"
description = "Rejects codes"

[[extensions.targeting]]
target = "${cartLines}"
input_query = "src/run.graphql"
export = "run"

[extensions.build]
command = "true"
path = "dist/function.wasm"
`);

/**
 * Makes an app in a temporary folder: the test app's TOML file, and an extension of each name whose
 * TOML file is given. Returns the path of the app's TOML file.
 */
export function appFolder(extensions: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), "sandbox-app-"));
  const tomlFile = path.join(folder, "shopify.app.toml");
  writeFileSync(tomlFile, readFileSync(new URL("./app.test.toml", import.meta.url)));
  for (const [name, toml] of Object.entries(extensions)) {
    const extension = path.join(folder, "extensions", name);
    mkdirSync(path.join(extension, "src"), { recursive: true });
    mkdirSync(path.join(extension, "dist"));
    writeFileSync(path.join(extension, "shopify.extension.toml"), toml);
    writeFileSync(path.join(extension, "src", "run.graphql"), "query Input { __typename }\n");
    writeFileSync(path.join(extension, "src", "Checkout.jsx"), "");
    writeFileSync(path.join(extension, "dist", "function.wasm"), wasmModule("run"));
  }
  return tomlFile;
}
