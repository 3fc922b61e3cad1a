import { writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { appFolder, functionToml } from "../for-tests/app-folder";
import { startSandbox } from "../start-sandbox";
import { readExtensions } from "./read-extensions";

const read = (extensions: Record<string, string>) => {
  const folder = path.dirname(appFolder(extensions));
  return { folder, extensions: readExtensions(folder) };
};

const uiToml = `api_version = "2026-10"
[[extensions]]
type = "ui_extension"
name = "Codes at checkout"
handle = "checkout-codes"
[[extensions.targeting]]
module = "./src/Checkout.jsx"
target = "purchase.checkout.block.render"
[extensions.capabilities]
network_access = true
`;

test("an app without extensions has none", () => {
  expect(readExtensions("/nowhere")).toEqual([]);
  expect(read({}).extensions).toEqual([]);
});

test("a function is read with its query, its module and the API of its target", () => {
  const { folder, extensions } = read({ "code-guard": functionToml("code-guard") });
  const own = path.join(folder, "extensions", "code-guard");
  expect(extensions).toMatchObject([
    {
      type: "function",
      handle: "code-guard",
      title: "Code guard",
      description: "Rejects codes",
      folder: own,
      apiType: "discount",
      apiVersion: "2026-10",
      targets: [
        {
          target: "cart.lines.discounts.generate.run",
          inputQuery: "query Input { __typename }\n",
          export: "run",
        },
      ],
      wasmFile: path.join(own, "dist", "function.wasm"),
      variables: null,
    },
  ]);
});

test("UI and theme extensions are read with what their files say", () => {
  const theme = `[[extensions]]\ntype = "theme"\nname = "Codes"\nhandle = "theme-codes"\n`;
  const { folder, extensions } = read({ "checkout-codes": uiToml, "theme-codes": theme });
  const own = path.join(folder, "extensions", "checkout-codes");
  expect(extensions).toMatchObject([
    {
      type: "ui_extension",
      targets: [
        { target: "purchase.checkout.block.render", module: path.join(own, "src", "Checkout.jsx") },
      ],
      config: { capabilities: { network_access: true } },
    },
    { type: "theme", handle: "theme-codes", title: "Codes" },
  ]);
});

const replaced =
  (from: string, to: string) =>
  (toml: string): string =>
    toml.replace(from, to);

test.each<[what: string, change: (toml: string) => string, problem: string]>([
  [
    "an unknown type",
    replaced('"function"', '"functions"'),
    'extensions[0].type is "functions", which is no type of extension',
  ],
  ["no handle", replaced('handle = "code-guard"', ""), "extensions[0].handle is missing"],
  ["no name", replaced('name = "Code guard"', ""), "extensions[0].name is missing"],
  [
    "a handle of 51 characters",
    replaced('"code-guard"', `"${"a".repeat(51)}"`),
    "extensions[0].handle can't have more than 50 characters",
  ],
  [
    "a handle with an underscore",
    replaced('"code-guard"', '"code_guard"'),
    "extensions[0].handle can contain only letters, digits and hyphens",
  ],
  [
    "an unknown API version",
    replaced("2026-10", "2026-11"),
    'extensions[0].api_version is "2026-11", which is no version of the API',
  ],
  [
    "no API version",
    replaced('api_version = "2026-10"', ""),
    "extensions[0].api_version is missing",
  ],
  [
    "an unknown target",
    replaced("cart.lines", "cart.line"),
    'extensions[0].targeting[0].target is "cart.line.discounts.generate.run", which is no target of functions',
  ],
  [
    "a query file that doesn't exist",
    replaced("run.graphql", "cart.graphql"),
    "extensions[0].targeting[0].input_query names src/cart.graphql, which doesn't exist",
  ],
  [
    "an export that the module doesn't have",
    replaced('export = "run"', 'export = "start"'),
    'extensions[0].targeting[0].export is "start", but the module exports run',
  ],
  [
    "a module that isn't built",
    replaced("function.wasm", "missing.wasm"),
    "extensions[0].build.path names dist/missing.wasm, which isn't built",
  ],
  [
    "a module that isn't Wasm",
    replaced("dist/function.wasm", "src/run.graphql"),
    "extensions[0].build.path is not a Wasm module",
  ],
  ["no targets", replaced("[[extensions.targeting]]", "[extensions.none]"), "targeting is missing"],
])("an app with a function that has %s can't be deployed", (_what, change, problem) => {
  expect(() => read({ "code-guard": functionToml("code-guard", change) })).toThrow(problem);
  expect(() => read({ "code-guard": functionToml("code-guard", change) })).toThrow(
    path.join("extensions", "code-guard", "shopify.extension.toml"),
  );
});

test("a UI extension needs a target that exists and the file of its module", () => {
  expect(() => read({ codes: uiToml.replace("block.render", "block.draw") })).toThrow(
    'targeting[0].target is "purchase.checkout.block.draw"',
  );
  expect(() => read({ codes: uiToml.replace("Checkout.jsx", "Block.jsx") })).toThrow(
    "targeting[0].module names ./src/Block.jsx, which doesn't exist",
  );
});

test("two extensions can't have the same handle", () => {
  expect(() => read({ one: functionToml("guard"), two: functionToml("guard") })).toThrow(
    'two extensions have the handle "guard"',
  );
});

test("a function that is too large, or a query that is, can't be deployed", () => {
  const tomlFile = appFolder({ "code-guard": functionToml("code-guard") });
  const own = path.join(path.dirname(tomlFile), "extensions", "code-guard");
  writeFileSync(path.join(own, "src", "run.graphql"), `# ${"x".repeat(3000)}`);
  expect(() => readExtensions(path.dirname(tomlFile))).toThrow(
    "input_query can't have more than 3000 bytes",
  );
  writeFileSync(path.join(own, "dist", "function.wasm"), Buffer.alloc(256_001));
  expect(() => readExtensions(path.dirname(tomlFile))).toThrow("256000 are allowed");
});

test("the sandbox doesn't start with an app that can't be deployed", async () => {
  const tomlFile = appFolder({ broken: "[[extensions]]\ntype = " });
  const options = { apiKey: "key", apiSecret: "secret", appUrl: "http://127.0.0.1:1", tomlFile };
  await expect(startSandbox(options)).rejects.toThrow(
    path.join("extensions", "broken", "shopify.extension.toml"),
  );
});
