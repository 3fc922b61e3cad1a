import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FeatureTables } from "../../../app/core/feature-tables";
import { openTestServices, type TestServices } from "../../setup/test-services";

// No type argument: with one, Vitest's module cache would not notice added or removed files.
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

/** Matches a writing statement and captures its table. */
const writes =
  /\b(?:INSERT INTO|UPDATE|DELETE FROM|COPY|TRUNCATE|MERGE INTO)\s+(?:ONLY\s+)?"?([a-z_]+)"?/g;

/** Updatable views and their tables. */
const tableOfView: Record<string, string> = { current_code: "code" };

describe("the database tables", () => {
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

  /** Every table that a file writes, with the feature folder of the file. */
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

  it("are written by that folder, or by one that declares why", () => {
    const undeclared = written().filter(({ folder, table }) => {
      const one = declared.find((other) => other.folder === folder);
      return !one?.owns.includes(table) && one?.alsoWrites?.[table] === undefined;
    });
    expect(undeclared).toEqual([]);
  });

  it("are written by every folder that declares it", () => {
    const pairs = new Set(written().map(({ folder, table }) => `${folder} ${table}`));
    const exceptions = declared.flatMap(({ folder, alsoWrites }) =>
      Object.keys(alsoWrites ?? {}).map((table) => `${folder} ${table}`),
    );
    expect(exceptions.filter((pair) => !pairs.has(pair))).toEqual([]);
  });
});
