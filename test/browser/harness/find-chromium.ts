import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { inflate } from "@sparticuz/chromium";

export interface FoundChromium {
  executable: string;
  env: Record<string, string>;
}

const systemBrowsers = [
  "/usr/bin/google-chrome",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const packageFolder = path.resolve(
  path.dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")),
  "../..",
);

/**
 * A Chromium to test with: the one that `CHROMIUM_PATH` names, else the one of the npm package on
 * Linux x64, else one of the system. The packaged one comes first, so that everybody tests with the
 * same; it brings its fonts, and its own copy of libraries where the system lacks them.
 */
export async function findChromium(): Promise<FoundChromium> {
  const named = process.env["CHROMIUM_PATH"];
  if (named) return { executable: named, env: {} };
  if (process.platform === "linux" && process.arch === "x64") return unpackChromium();
  const installed = systemBrowsers.find((file) => existsSync(file));
  if (installed) return { executable: installed, env: {} };
  throw new Error("No Chrome or Chromium was found. Set CHROMIUM_PATH to one.");
}

async function unpackChromium(): Promise<FoundChromium> {
  const about = await readFile(path.join(packageFolder, "package.json"), "utf8");
  const { version } = JSON.parse(about) as { version: string };
  const folder = path.join(tmpdir(), "coupon-pools", `chromium-${version}`);
  if (!existsSync(folder)) await unpackInto(folder);
  const executable = path.join(folder, "chromium");
  const env: Record<string, string> = { FONTCONFIG_PATH: path.join(folder, "fonts") };
  const { stdout } = await promisify(execFile)("ldd", [executable]).catch(() => ({ stdout: "" }));
  if (stdout.includes("not found")) env["LD_LIBRARY_PATH"] = path.join(folder, "al2023/lib");
  return { executable, env };
}

/** Unpacks beside the folder and renames: another process never sees half a browser. */
async function unpackInto(folder: string): Promise<void> {
  const partial = `${folder}.${process.pid}`;
  await mkdir(partial, { recursive: true });
  const before = process.env["TMPDIR"];
  // The package unpacks into the system's temporary folder, which is what this variable names.
  process.env["TMPDIR"] = partial;
  try {
    for (const file of ["chromium.br", "fonts.tar.br", "swiftshader.tar.br", "al2023.tar.br"]) {
      await inflate(path.join(packageFolder, "bin", file));
    }
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
  // The package's own list of font folders is that of one cloud; text would be invisible.
  await writeFile(path.join(partial, "fonts/fonts.conf"), fontList(path.join(folder, "fonts")));
  await rename(partial, folder).catch(() => rm(partial, { recursive: true, force: true }));
}

function fontList(packaged: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${packaged}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${packaged}/cache</cachedir>
  <alias binding="strong"><family>Inter</family><prefer><family>Open Sans</family></prefer></alias>
  <alias binding="strong"><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`;
}
