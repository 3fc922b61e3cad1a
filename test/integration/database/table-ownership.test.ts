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

/** Matches a writing statement and captures its table. */
const writes =
  /\b(?:INSERT INTO|UPDATE|DELETE FROM|COPY|TRUNCATE|MERGE INTO|copyRows\(\w+,)\s+(?:ONLY\s+)?"?([a-z_]+)"?/g;

/** Matches a reading statement and captures its table, or `readable.` and the view. */
const reads = /\b(?:FROM|JOIN|USING)\s+(?:ONLY\s+)?"?((?:readable\.)?[a-z_]+)"?/g;

/** A statement that writes a table whose name it does not spell out. */
const writesAny = /\b(?:INSERT INTO|UPDATE|DELETE FROM|COPY|TRUNCATE|MERGE INTO)\s+"?\$\{/;

describe("the database tables", () => {
  let services: TestServices;
  let tables: string[];
  /** Names of views, with the tables behind them. */
  let views: Map<string, string[]>;
  beforeAll(async () => {
    services = await openTestServices();
    const rows = await services.database.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class JOIN pg_namespace AS space ON space.oid = relnamespace
        WHERE nspname = 'public' AND relkind IN ('r', 'p') AND relname NOT LIKE '\\_prisma%'`,
    );
    tables = rows.map(({ name }) => name);
    const used = await services.database.query<{ view: string; tables: string[] }>(
      `SELECT view_name AS view, array_agg(DISTINCT table_name::text) AS tables
         FROM information_schema.view_table_usage
        WHERE view_schema = 'public' AND table_schema = 'public' GROUP BY view_name`,
    );
    views = new Map(used.map((row) => [row.view, row.tables]));
  });
  afterAll(() => services.close());

  const folderOf = (file: string) => declared.find((one) => file.startsWith(one.folder));

  it("belong to one folder each", () => {
    expect(declared.flatMap(({ owns }) => owns).sort()).toEqual([...tables].sort());
  });

  it("are written by that folder only, or through a view that it names", () => {
    const strangers = Object.entries(sources).flatMap(([file, text]) =>
      [...text.matchAll(writes)]
        .map(([, name = ""]) => name)
        .filter((name) => tables.includes(name) && !folderOf(file)?.owns.includes(name))
        .map((table) => `${file} writes ${table}`),
    );
    expect(strangers).toEqual([]);
  });

  it("are read by that folder only, or through a view that it names", () => {
    const readable = declared.flatMap((one) => one.readable ?? []);
    const strangers = Object.entries(sources).flatMap(([file, text]) => {
      const own = folderOf(file)?.owns ?? [];
      return [...text.matchAll(reads)]
        .map(([, name = ""]) => name)
        .filter((name) =>
          name.startsWith("readable.")
            ? own.includes(name.slice(9)) || !readable.includes(name.slice(9))
            : tables.includes(name) && !own.includes(name),
        )
        .map((table) => `${file} reads ${table}`);
    });
    expect(strangers).toEqual([]);
  });

  it("are readable for others by views of the same name", async () => {
    const rows = await services.database.query<{ view: string; tables: string[] }>(
      `SELECT view_name AS view, array_agg(DISTINCT table_name::text) AS tables
         FROM information_schema.view_table_usage WHERE view_schema = 'readable' GROUP BY view_name`,
    );
    expect(rows).toEqual(rows.map(({ view }) => ({ view, tables: [view] })));
    for (const { owns, readable = [] } of declared)
      expect(owns).toEqual(expect.arrayContaining([...readable]));
    const used = new Set(
      Object.values(sources).flatMap((text) =>
        [...text.matchAll(reads)].flatMap(([, name = ""]) =>
          name.startsWith("readable.") ? [name.slice(9)] : [],
        ),
      ),
    );
    expect(declared.flatMap((one) => one.readable ?? []).sort()).toEqual([...used].sort());
    expect(rows.map(({ view }) => view).sort()).toEqual([...used].sort());
  });

  it("are named where they are written, except by COPY and the erasure of a store", () => {
    const files = Object.entries(sources).flatMap(([file, text]) =>
      writesAny.test(text) ? [file] : [],
    );
    expect(files).toEqual([
      // Its callers name the table.
      "/app/database/copy-rows.server.ts",
      // It asks the catalog which tables have rows of the store, to miss none that is new.
      "/app/features/privacy/erasure/erase-shop.server.ts",
    ]);
  });

  it("have views, each named by the one folder that owns its main table", () => {
    expect(declared.flatMap((one) => one.views ?? []).sort()).toEqual([...views.keys()].sort());
    const strangers = declared.flatMap(({ owns, views: named = [] }) =>
      named.filter((view) => !views.get(view)?.some((table) => owns.includes(table))),
    );
    expect(strangers).toEqual([]);
  });
});
