import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FeatureTables } from "../../../app/core/feature-tables";
import { openTestServices, type TestServices } from "../../setup/test-services";

// Without a type argument, by which the cache of transformed modules would not know it for a list of files.
const declared = Object.entries(
  import.meta.glob("/app/**/tables.ts", { eager: true, import: "tables" }) as Record<
    string,
    FeatureTables
  >,
).map(([file, tables]) => ({ folder: file.replace("tables.ts", ""), ...tables }));

const sources = import.meta.glob(["/app/**/*.ts", "!/app/**/*.test.ts"], {
  eager: true,
  query: "?raw",
  import: "default",
}) as Record<string, string>;

/** A statement that writes, and the table. */
const writes =
  /\b(?:INSERT INTO|UPDATE|DELETE FROM|COPY|TRUNCATE|MERGE INTO)\s+(?:ONLY\s+)?"?([a-z_]+)"?/g;

/** Views that can be written, and the tables behind them. */
const tableOfView: Record<string, string> = { current_code: "code" };

describe("the tables of the database", () => {
  let services: TestServices;
  let tables: string[];
  beforeAll(async () => {
    services = await openTestServices();
    const rows = await services.database.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class JOIN pg_namespace AS space ON space.oid = relnamespace
        WHERE nspname = 'public' AND relkind IN ('r', 'p') AND relname NOT LIKE '\\_prisma%'`,
    );
    tables = rows.map(({ name }) => name);
  });
  afterAll(() => services.close());

  /** Every table that a file writes, with the folder that answers for the file. */
  function written() {
    return Object.entries(sources).flatMap(([file, text]) => {
      const folder = declared.find((one) => file.startsWith(one.folder))?.folder ?? "none";
      return [...text.matchAll(writes)]
        .map(([, name = ""]) => tableOfView[name] ?? name)
        .filter((table) => tables.includes(table))
        .map((table) => ({ file, folder, table }));
    });
  }

  it("belong to one folder each", () => {
    expect(declared.flatMap(({ owns }) => owns).sort()).toEqual([...tables].sort());
  });

  it("are written by that folder, or by one that says why", () => {
    const strangers = written().filter(({ folder, table }) => {
      const one = declared.find((other) => other.folder === folder);
      return !one?.owns.includes(table) && one?.alsoWrites?.[table] === undefined;
    });
    expect(strangers).toEqual([]);
  });

  it("are written by every folder that says so", () => {
    const pairs = new Set(written().map(({ folder, table }) => `${folder} ${table}`));
    const said = declared.flatMap(({ folder, alsoWrites }) =>
      Object.keys(alsoWrites ?? {}).map((table) => `${folder} ${table}`),
    );
    expect(said.filter((pair) => !pairs.has(pair))).toEqual([]);
  });
});
