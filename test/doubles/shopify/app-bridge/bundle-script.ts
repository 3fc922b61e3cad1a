import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const bundles = new Map<string, Promise<string>>();

/** Bundles a browser script of the sandbox on first use and caches it. */
export function bundleScript(entry: URL): Promise<string> {
  const known = bundles.get(entry.href);
  if (known !== undefined) return known;
  const made = build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    write: false,
    format: "iife",
    target: "chrome120",
    legalComments: "none",
  }).then((result) => result.outputFiles[0]?.text ?? "");
  bundles.set(entry.href, made);
  return made;
}
