import { existsSync } from "node:fs";
import path from "node:path";

/** An extension that `shopify app deploy` rejects. The message names the file and the field. */
export class InvalidExtension extends Error {}

/** A table of an extension's TOML file, read with messages that say where a value is wrong. */
export class TomlTable {
  constructor(
    readonly values: Readonly<Record<string, unknown>>,
    private readonly place: { file: string; folder: string; path: string },
  ) {}

  /** The error about a field of this table. */
  wrong(field: string, problem: string): InvalidExtension {
    const { file, path: prefix } = this.place;
    return new InvalidExtension(`${file}: ${prefix}${field} ${problem}`);
  }

  text(field: string): string {
    const value = this.optionalText(field);
    if (value === undefined || value.trim() === "") throw this.wrong(field, "is missing");
    return value;
  }

  optionalText(field: string): string | undefined {
    const value = this.values[field];
    if (value === undefined) return undefined;
    if (typeof value !== "string") throw this.wrong(field, "must be text");
    return value;
  }

  /** The table in a field, which is empty if the file has none. */
  table(field: string): TomlTable {
    const value = this.values[field] ?? {};
    if (!isTable(value)) throw this.wrong(field, "must be a table");
    return this.inner(value, `${field}.`);
  }

  /** The tables of a list. There must be at least one. */
  tables(field: string): TomlTable[] {
    const value = this.values[field];
    if (!Array.isArray(value) || value.length === 0) throw this.wrong(field, "is missing");
    return value.map((one, index) => {
      if (!isTable(one)) throw this.wrong(`${field}[${index}]`, "must be a table");
      return this.inner(one, `${field}[${index}].`);
    });
  }

  /** The absolute path of a file that a field names, which must exist. */
  file(field: string, name = this.text(field)): string {
    const file = path.resolve(this.place.folder, name);
    if (!existsSync(file)) throw this.wrong(field, `names ${name}, which doesn't exist`);
    return file;
  }

  private inner(values: Readonly<Record<string, unknown>>, place: string): TomlTable {
    return new TomlTable(values, { ...this.place, path: `${this.place.path}${place}` });
  }
}

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
