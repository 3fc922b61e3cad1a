import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "smol-toml";
import { readTheme } from "../theme/theme-extension";
import type { Extension } from "./extension";
import { API_VERSIONS, OTHER_TYPES, UI_TARGETS } from "./extension-types";
import { readFunction } from "./read-function";
import { InvalidExtension, TomlTable } from "./toml-table";

const TOML = "shopify.extension.toml";

/**
 * Reads `extensions/*\/shopify.extension.toml` of an app's folder, as `shopify app deploy` would.
 * Throws InvalidExtension for the first thing that a deploy rejects.
 */
export function readExtensions(appFolder: string): Extension[] {
  const parent = path.join(appFolder, "extensions");
  if (!existsSync(parent)) return [];
  const folders = readdirSync(parent)
    .sort()
    .filter((name) => existsSync(path.join(parent, name, TOML)));
  const extensions = folders.flatMap((name) => readFolder(path.join(parent, name)));
  for (const [index, { handle }] of extensions.entries()) {
    const first = extensions.findIndex((other) => other.handle === handle);
    if (first === index) continue;
    throw new InvalidExtension(
      `extensions: two extensions have the handle "${handle}", which must be unique in the app`,
    );
  }
  return extensions;
}

/** One file can describe several extensions, which share the fields outside `[[extensions]]`. */
function readFolder(folder: string): Extension[] {
  const file = path.join("extensions", path.basename(folder), TOML);
  let toml: Record<string, unknown>;
  try {
    toml = parse(readFileSync(path.join(folder, TOML), "utf8"));
  } catch (error) {
    throw new InvalidExtension(`${file}: ${(error as Error).message.split("\n")[0]}`);
  }
  const { extensions: _list, ...shared } = toml;
  return new TomlTable(toml, { file, folder, path: "" }).tables("extensions").map((own, index) => {
    const place = { file, folder, path: `extensions[${index}].` };
    return readExtension(new TomlTable({ ...shared, ...own.values }, place), folder);
  });
}

// The CLI's rule for handles.
const HANDLE = /^[a-zA-Z0-9-]*$/;
const MAX_HANDLE_LENGTH = 50;

function readExtension(table: TomlTable, folder: string): Extension {
  const type = table.text("type");
  const base = {
    handle: readHandle(table),
    title: table.text("name"),
    description: table.optionalText("description") ?? null,
    folder,
    config: table.values,
  };
  switch (type) {
    case "function":
      return { ...base, type, apiVersion: readApiVersion(table), ...readFunction(table) };
    case "ui_extension":
      return { ...base, type, apiVersion: readApiVersion(table), targets: readUiTargets(table) };
    case "theme":
      readTheme({ folder });
      return { ...base, type };
    default:
      if (OTHER_TYPES.some((known) => known === type)) return { ...base, type: "other" };
      throw table.wrong("type", `is "${type}", which is no type of extension`);
  }
}

function readHandle(table: TomlTable): string {
  const handle = table.text("handle");
  if (handle.length > MAX_HANDLE_LENGTH) {
    throw table.wrong("handle", `can't have more than ${MAX_HANDLE_LENGTH} characters`);
  }
  if (!HANDLE.test(handle)) {
    throw table.wrong("handle", "can contain only letters, digits and hyphens");
  }
  if (/^-|-$/.test(handle)) throw table.wrong("handle", "can't start or end with a hyphen");
  return handle;
}

function readApiVersion(table: TomlTable): string {
  const version = table.text("api_version");
  if (API_VERSIONS.some((known) => known === version)) return version;
  throw table.wrong("api_version", `is "${version}", which is no version of the API`);
}

const readUiTargets = (table: TomlTable) =>
  table.tables("targeting").map((one) => {
    const target = one.text("target");
    if (!UI_TARGETS.has(target)) {
      throw one.wrong("target", `is "${target}", which is no target of UI extensions`);
    }
    return { target, module: one.file("module") };
  });
