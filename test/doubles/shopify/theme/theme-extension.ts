import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { ThemeExtension } from "../extensions/extension";
import { InvalidExtension } from "../extensions/toml-table";
import { type BlockSchema, readBlockSchema } from "./block-schema";
import type { Translations } from "./translate";

/** A Liquid file in `blocks/`. */
export interface BlockFile {
  /** The name without `.liquid`. */
  readonly handle: string;
  readonly liquid: string;
  readonly schema: BlockSchema;
}

/** What a theme extension's folders contain. */
export interface ThemeFiles {
  readonly blocks: readonly BlockFile[];
  /** By name without `.liquid`. */
  readonly snippets: Readonly<Record<string, string>>;
  /** By language, `en` for both `en.json` and `en.default.json`. */
  readonly locales: Readonly<Record<string, Translations>>;
  /** The language of `….default.json`, for texts that another one lacks. */
  readonly defaultLocale: string | null;
}

// Shopify's limits (documented): all files of an extension, and its Liquid.
const MAX_BYTES = 10_000_000;
const MAX_LIQUID_BYTES = 500_000;

const FOLDERS = ["assets", "blocks", "snippets", "locales"];

/**
 * Reads the files of a theme extension, also while it is being developed. Throws
 * InvalidExtension for what a deploy rejects.
 */
export function readTheme({ folder }: Pick<ThemeExtension, "folder">): ThemeFiles {
  const fileOf = (name: string): string => path.join("extensions", path.basename(folder), name);
  const blocks = listFiles(folder, "blocks", ".liquid");
  const snippets = listFiles(folder, "snippets", ".liquid");
  const locales = listFiles(folder, "locales", ".json").filter(
    ({ name }) => !name.endsWith(".schema"),
  );
  const tooLarge = sizeProblem(folder, [...blocks, ...snippets]);
  if (tooLarge) throw new InvalidExtension(`${fileOf("")}: ${tooLarge}`);
  return {
    blocks: blocks.map(({ name, text }) => ({
      handle: name,
      liquid: text,
      schema: readBlockSchema(fileOf(`blocks/${name}.liquid`), text),
    })),
    snippets: Object.fromEntries(snippets.map(({ name, text }) => [name, text])),
    locales: Object.fromEntries(
      locales.map(({ name, text }) => [
        name.replace(/\.default$/, ""),
        parseJson(fileOf(`locales/${name}.json`), text),
      ]),
    ),
    defaultLocale:
      locales.find(({ name }) => name.endsWith(".default"))?.name.replace(/\.default$/, "") ?? null,
  };
}

function sizeProblem(folder: string, liquid: readonly { text: string }[]): string | undefined {
  const liquidBytes = liquid.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  if (liquidBytes > MAX_LIQUID_BYTES) {
    return `the Liquid files have ${liquidBytes} bytes, but ${MAX_LIQUID_BYTES} are allowed`;
  }
  const bytes = FOLDERS.flatMap((name) => listFiles(folder, name, "")).reduce(
    (sum, { text }) => sum + text.length,
    0,
  );
  return bytes > MAX_BYTES
    ? `the files have ${bytes} bytes, but ${MAX_BYTES} are allowed`
    : undefined;
}

interface NamedText {
  /** Without the extension. */
  name: string;
  text: string;
}

function listFiles(folder: string, inside: string, extension: string): NamedText[] {
  const parent = path.join(folder, inside);
  if (!existsSync(parent)) return [];
  return readdirSync(parent)
    .filter((file) => file.endsWith(extension))
    .sort()
    .map((file) => ({
      name: file.slice(0, file.length - extension.length),
      text: readFileSync(path.join(parent, file), extension === "" ? "latin1" : "utf8"),
    }));
}

function parseJson(file: string, text: string): Translations {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InvalidExtension(`${file}: ${(error as Error).message}`);
  }
}
