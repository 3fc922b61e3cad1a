import type { ShopContext } from "../../app/core/ids";
import { erasureOrder, type ForeignKey } from "../../app/features/privacy/erasure/erasure-order";
import type { Services } from "../../app/services.server";

interface Column {
  table: string;
  name: string;
  /** As returned by `format_type`, such as `timestamp with time zone` or `bytea`. */
  type: string;
  /** The first label of an enumerated type. */
  label: string | null;
  notNull: boolean;
  hasDefault: boolean;
}

interface TableForeignKey extends ForeignKey {
  columns: string[];
  targets: string[];
}

/**
 * SQL expressions by table and column, for columns with a check constraint. A new table needs an entry
 * only if a row can't be generated from its types alone.
 */
const special: Record<string, Record<string, string>> = {};

/**
 * Inserts a row of the shop into every table with a `shop_id`, generated from the catalog. Foreign
 * keys refer to the shop's own rows, including nullable ones. Resolves the names of the tables.
 */
export async function fillEveryTable(
  services: Pick<Services, "database">,
  shop: ShopContext,
): Promise<string[]> {
  const { database } = services;
  const columns = await readColumns(services);
  const foreignKeys = await readForeignKeys(services);
  const tables = [...new Set(columns.map(({ table }) => table))];
  for (const table of erasureOrder(tables, foreignKeys).reverse()) {
    const values = valuesOf(
      columns.filter((column) => column.table === table),
      foreignKeys.filter(({ from, to }) => from === table && to !== "shop"),
    );
    const names = [...values.keys()].map((name) => `"${name}"`).join(", ");
    await database
      .query(`INSERT INTO ${table} (${names}) SELECT ${[...values.values()].join(", ")}`, [shop.id])
      .catch((error: Error) => {
        throw new Error(
          `The test can't generate a row for ${table}: ${error.message}. Add its required values to ${import.meta.url}.`,
        );
      });
  }
  return tables.sort();
}

/** SQL expressions by column, with the shop's ID as $1. */
function valuesOf(columns: Column[], foreignKeys: TableForeignKey[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const column of columns) {
    if (column.name === "shop_id") values.set(column.name, "$1::int");
    else if (column.notNull && !column.hasDefault) values.set(column.name, placeholderOf(column));
  }
  for (const { to, columns: names, targets } of foreignKeys) {
    for (const [place, name] of names.entries()) {
      if (name === "shop_id") continue;
      values.set(name, `(SELECT "${targets[place]}" FROM ${to} WHERE shop_id = $1 LIMIT 1)`);
    }
  }
  for (const [name, value] of Object.entries(special[columns[0]?.table ?? ""] ?? {})) {
    values.set(name, value);
  }
  return values;
}

function placeholderOf({ type, label }: Column): string {
  if (label !== null) return `'${label}'`;
  if (type.endsWith("[]")) return "'{}'";
  if (/^(bigint|integer|smallint|numeric|double)/.test(type)) return "1";
  if (/^(timestamp|date)/.test(type)) return "now()";
  if (/^json/.test(type)) return "'{}'";
  if (type === "boolean") return "false";
  if (type === "uuid") return "gen_random_uuid()";
  if (type === "bytea") return String.raw`'\x01'`;
  return "'x'";
}

function readColumns({ database }: Pick<Services, "database">): Promise<Column[]> {
  return database.query<Column>(
    `SELECT pg_class.oid::regclass::text AS "table", attname AS name,
            format_type(atttypid, atttypmod) AS type,
            (SELECT enumlabel::text FROM pg_enum WHERE enumtypid = atttypid
              ORDER BY enumsortorder LIMIT 1) AS label,
            attnotnull AS "notNull",
            atthasdef OR attidentity <> '' OR attgenerated <> '' AS "hasDefault"
       FROM pg_class
       JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
      WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        AND EXISTS (SELECT 1 FROM pg_attribute AS owner
                     WHERE owner.attrelid = pg_class.oid AND owner.attname = 'shop_id')
      ORDER BY relname, attnum`,
  );
}

function readForeignKeys({ database }: Pick<Services, "database">): Promise<TableForeignKey[]> {
  const names = (table: string, numbers: string) =>
    `(SELECT array_agg(attname::text ORDER BY place)
        FROM unnest(${numbers}) WITH ORDINALITY AS key (number, place)
        JOIN pg_attribute ON attrelid = ${table} AND attnum = key.number)`;
  return database.query<TableForeignKey>(
    `SELECT conrelid::regclass::text AS "from", confrelid::regclass::text AS "to",
            ${names("conrelid", "conkey")} AS columns, ${names("confrelid", "confkey")} AS targets
       FROM pg_constraint WHERE contype = 'f'`,
  );
}
