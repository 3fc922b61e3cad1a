// Compiles extensions/code-guard to WebAssembly, if anything it is made from has changed. It runs after
// an install, before a build of the app, before tests and before the sandbox. An install without
// development packages has no compiler and no need for one: it skips this.
//
// `node scripts/build-functions.mjs SOURCE TARGET` compiles another function, the same way.
import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { functionTables } from "./function-tables.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const folder = path.join(root, "extensions/code-guard");
const sources = path.join(folder, "src");
const messages = path.join(root, "app/features/guard/messages/default-messages.json");
const generated = "generated.ts";
const result = path.join(folder, "dist/function.wasm");
const compiler = path.join(root, "node_modules/assemblyscript/package.json");

/**
 * `stub`: a run allocates and never frees. No bounds, casts or asserts are checked that would need an
 * `abort` import, because Shopify offers none. The exported memory is what the host reads.
 */
const options = [
  "--runtime=stub",
  "--optimizeLevel=3",
  "--shrinkLevel=1",
  "--converge",
  "--noAssert",
  "--use=abort=",
];

/** Path of the compiled function, which is up to date afterwards. */
export async function buildFunctions() {
  if (!(await exists(folder)) || !(await exists(compiler))) return result;
  const inputs = await fingerprint();
  const stamp = path.join(folder, "dist/inputs.sha256");
  const built = await readFile(stamp, "utf8").catch(() => "");
  if (built === inputs && (await exists(result))) return result;
  await mkdir(path.dirname(result), { recursive: true });
  const tables = functionTables(JSON.parse(await readFile(messages, "utf8")));
  await replace(path.join(sources, generated), tables);
  await replace(result, await compile(path.join(sources, "main.ts")));
  await replace(stamp, inputs);
  return result;
}

/** Changes with the sources, the texts, this script, the compiler, and Node's Unicode tables. */
async function fingerprint() {
  const hash = createHash("sha256").update(process.versions.unicode ?? "");
  const names = (await readdir(sources)).filter((name) => name !== generated).sort();
  const files = names.map((name) => path.join(sources, name));
  const tables = path.join(root, "scripts/function-tables.mjs");
  for (const file of [...files, messages, compiler, tables, fileURLToPath(import.meta.url)]) {
    hash.update(path.relative(root, file)).update(await readFile(file));
  }
  return hash.digest("hex");
}

async function compile(source) {
  // Loading the compiler takes half a second, so only a build does it.
  const { default: asc } = await import("assemblyscript/asc");
  let wasm;
  const { error, stderr } = await asc.main(
    [source, "--baseDir", root, "--outFile", "function.wasm", ...options],
    {
      writeFile: (_name, contents) => {
        wasm = contents;
      },
    },
  );
  if (error || !wasm) throw new Error(`The function doesn't compile: ${stderr.toString()}`);
  return wasm;
}

/** In one step, because tests and processes may build and read at the same time. */
async function replace(file, contents) {
  const fresh = `${file}.${randomUUID()}`;
  await writeFile(fresh, contents);
  await rename(fresh, file);
}

async function exists(file) {
  return (await stat(file).catch(() => undefined)) !== undefined;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await buildFunctions();
  const [source, target] = process.argv.slice(2);
  if (source && target) await replace(target, await compile(path.resolve(source)));
}
