import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import type { UiExtension } from "../extensions/extension";

/** Shopify's limit for the compressed script of a UI extension (documented). */
const maxBundleBytes = 64_000;

const bundles = new Map<string, Promise<string>>();

/**
 * Bundles the module of a target on first use and caches it, as `shopify app deploy` builds it: with
 * Preact for JSX and the app's address as `process.env.APP_URL`. The script calls `startExtension` with the module's default export. Rejects if it is
 * larger than Shopify allows.
 */
export function bundleExtension(
  extension: UiExtension,
  module: string,
  appUrl: string,
): Promise<string> {
  const key = `${appUrl} ${module}`;
  const known = bundles.get(key);
  if (known !== undefined) return known;
  const made = bundle(extension, module, appUrl);
  bundles.set(key, made);
  return made;
}

async function bundle(
  { handle, folder }: UiExtension,
  module: string,
  appUrl: string,
): Promise<string> {
  const result = await build({
    stdin: {
      contents: `import run from ${JSON.stringify(module)};\nstartExtension(run);`,
      resolveDir: folder,
    },
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    target: "es2022",
    legalComments: "none",
    define: {
      "process.env.NODE_ENV": '"production"',
      "process.env.APP_URL": JSON.stringify(appUrl),
    },
    tsconfigRaw: { compilerOptions: { jsx: "react-jsx", jsxImportSource: "preact" } },
  });
  const code = result.outputFiles[0]?.text ?? "";
  const { length } = gzipSync(code);
  if (length > maxBundleBytes) {
    throw new Error(
      `The script of the extension ${handle} has ${length} bytes compressed of ${maxBundleBytes}`,
    );
  }
  return code;
}
