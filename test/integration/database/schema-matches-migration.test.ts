import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestServices, type TestServices } from "../../setup/test-services";

// Prisma's own `migrate diff` would ask for engines that are downloaded, and would want to drop what a
// schema file cannot express: partial indexes, checks, views.
const schema = readFileSync("prisma/schema.prisma", "utf8");

/** The lines in the blocks of a kind, without comments, by the name of the block. */
function blocks(kind: "model" | "enum"): Map<string, string[]> {
  const found = schema.matchAll(new RegExp(`^${kind} (\\w+) \\{\\n(.*?)^\\}`, "gms"));
  return new Map(
    [...found].map(([, name = "", body = ""]) => [
      name,
      body
        .split("\n")
        .map((line) => line.replace(/\/\/.*/, "").trim())
        .filter((line) => line !== ""),
    ]),
  );
}

const models = blocks("model");
const enums = blocks("enum");

/** The name in the database of a block or a field. */
function mapped(text: string, otherwise: string): string {
  return /@map\("(\w+)"\)/.exec(text)?.[1] ?? otherwise;
}

const enumName = (name: string) => mapped(enums.get(name)?.join("\n") ?? "", name);

const typeNames: Record<string, string> = {
  Int: "integer",
  BigInt: "bigint",
  String: "text",
  Boolean: "boolean",
  Json: "jsonb",
  Bytes: "bytea",
};

/** A field's type as PostgreSQL writes it; undefined for relations, which have no column. */
function typeOf(type: string, attributes: string): string | undefined {
  const native = /@db\.(\w+)(?:\(([^)]*)\))?/.exec(attributes);
  if (native?.[1] === "Timestamptz") return `timestamp(${native[2]}) with time zone`;
  if (native?.[1] === "Decimal") return `numeric(${native[2]?.replace(" ", "")})`;
  if (native?.[1]) return native[1].toLowerCase();
  return enums.has(type) ? enumName(type) : typeNames[type];
}

/** A column in one line: table, name, type, whether it may be null, default. */
function modelColumns(name: string, lines: readonly string[]): string[] {
  const table = mapped(lines.filter((line) => line.startsWith("@@map")).join(), name);
  return lines.flatMap((line) => {
    const [, field = "", type = "", sign = "", attributes = ""] =
      /^(\w+)\s+(\w+)(\[\]|\?)?\s*(.*)$/.exec(line) ?? [];
    const column = typeOf(type, attributes);
    if (!column) return [];
    const set = /@default\((?:(\w+)\(\)|"((?:[^"\\]|\\.)*)"|([^)]*))\)/.exec(attributes);
    const value = set?.[1] ?? set?.[2] ?? set?.[3]?.replace("[]", "{}") ?? "none";
    // Of a list, the schema cannot say whether it may be null.
    const rest = sign === "[]" ? "[]" : sign === "?" ? " null" : " not null";
    return [`${table}.${mapped(attributes, field)} ${column}${rest} ${value}`];
  });
}

describe("the Prisma schema", () => {
  let services: TestServices;
  beforeAll(async () => {
    services = await openTestServices();
  });
  afterAll(() => services.close());

  it("has the tables and columns that the migrations make", async () => {
    const columns = await services.database.query<{ line: string }>(
      `SELECT relname || '.' || attname || ' ' || replace(format_type(atttypid, atttypmod), '"', '')
              || CASE WHEN attndims > 0 THEN ' ' WHEN attnotnull THEN ' not null ' ELSE ' null ' END
              || coalesce(regexp_replace(
                   regexp_replace(pg_get_expr(adbin, adrelid), '^nextval.*', 'autoincrement'),
                   '^''(.*)''::[a-z_ \\[\\]]+$', '\\1'), 'none') AS line
         FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
         LEFT JOIN pg_attrdef ON adrelid = pg_class.oid AND adnum = attnum
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
          AND relname NOT LIKE '\\_prisma%'`,
    );
    const expected = [...models].flatMap(([name, lines]) => modelColumns(name, lines));
    expect(expected.sort()).toEqual(columns.map(({ line }) => line).sort());
  });

  it("has the enums that the migrations make, with their values in the same order", async () => {
    const types = await services.database.query<{ name: string; labels: string[] }>(
      `SELECT typname AS name, array_agg(enumlabel::text ORDER BY enumsortorder) AS labels
         FROM pg_type JOIN pg_enum ON enumtypid = pg_type.oid
        WHERE typnamespace = 'public'::regnamespace GROUP BY typname`,
    );
    const declared = [...enums].map(([name, lines]) => {
      const labels = lines
        .filter((line) => !line.startsWith("@@"))
        .map((line) => mapped(line, line.split(/\s/)[0] ?? ""));
      return [enumName(name), labels] as const;
    });
    expect(new Map(declared)).toEqual(new Map(types.map(({ name, labels }) => [name, labels])));
  });
});
