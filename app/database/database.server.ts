import pg from "pg";
import type { Logger } from "pino";
import { connectionSettings } from "./connection-settings";

/** Runs one SQL statement with `$1…` parameters; resolves its rows. */
export interface Sql {
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** An open transaction. `client` gives access to the connection, for COPY. */
export interface Transaction extends Sql {
  client: pg.PoolClient;
}

export interface Database extends Sql {
  /**
   * Runs `work` in a transaction (read committed). An error or a result `{ok: false}` rolls
   * everything back. After a deadlock or serialization failure, `work` is retried, so it must not
   * have effects outside the transaction. `longStatements` allows statements of many minutes, for
   * changes of a million codes.
   */
  transaction<T>(
    work: (tx: Transaction) => Promise<T>,
    options?: { longStatements?: boolean },
  ): Promise<T>;
  /** The connection string, for code that needs its own connection. */
  url: string;
  /** The connection pool, for libraries with their own SQL. */
  pool: pg.Pool;
  close(): Promise<void>;
}

const INT8 = 20;
const NUMERIC = 1700;
const DATE = 1082;
/** Error code of a unique violation. */
export const uniqueViolation = "23505";
const lockTimeout = "55P03";
const RETRIABLE = new Set(["40P01", "40001"]);
const TRIES = 10;

/** Whether a statement timed out waiting for a lock. */
export function isLockTimeout(error: unknown): boolean {
  return (error as { code?: string } | null)?.code === lockTimeout;
}

const seconds = (count: number) => count * 1000;
/**
 * Client-side timeout in milliseconds: longer than the database's statement timeout, so it only
 * applies when the host is unreachable.
 */
const queryTimeouts = { usual: seconds(70), long: seconds(1000), rollback: seconds(5) };
const longStatement = "SET LOCAL statement_timeout = '15min'";

/**
 * Opens a connection pool. Big integers are parsed as numbers (IDs stay far below 2^53), dates as
 * `YYYY-MM-DD` strings. Every wait has a timeout.
 */
export function openDatabase(
  url: string,
  connections: number,
  log: Pick<Logger, "warn">,
): Database {
  const pool = new pg.Pool({
    ...connectionSettings(url),
    max: connections,
    types: { getTypeParser: typeParser as typeof pg.types.getTypeParser },
  });
  // Without a listener, a broken idle connection would crash the process. The pool replaces it.
  pool.on("error", () => undefined);
  pool.on("connect", (client) =>
    client.on("error", (error) => log.warn({ err: error }, "a database connection broke")),
  );
  return {
    url,
    pool,
    query: async (text, values) => runQuery(pool, text, values, queryTimeouts.usual),
    transaction: (work, options) => runTransaction(pool, work, options?.longStatements ?? false),
    close: () => pool.end(),
  };
}

async function runQuery<Row extends pg.QueryResultRow>(
  connection: pg.Pool | pg.PoolClient,
  text: string,
  values: readonly unknown[] | undefined,
  milliseconds: number,
): Promise<Row[]> {
  const query = { text, values: values as unknown[], query_timeout: milliseconds };
  return (await connection.query<Row>(query)).rows;
}

function typeParser(type: number, format?: "text" | "binary"): (value: string) => unknown {
  if (type === INT8 || type === NUMERIC) return Number;
  if (type === DATE) return String;
  return pg.types.getTypeParser(type, format as "text");
}

async function runTransaction<T>(
  pool: pg.Pool,
  work: (tx: Transaction) => Promise<T>,
  long: boolean,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tryTransaction(pool, work, long);
    } catch (error) {
      const code = (error as { code?: string }).code;
      if (attempt >= TRIES || !code || !RETRIABLE.has(code)) throw error;
    }
  }
}

async function tryTransaction<T>(
  pool: pg.Pool,
  work: (tx: Transaction) => Promise<T>,
  long: boolean,
): Promise<T> {
  const client = await pool.connect();
  const limit = long ? queryTimeouts.long : queryTimeouts.usual;
  let broken: Error | undefined;
  try {
    await runQuery(client, "BEGIN", undefined, limit);
    if (long) await runQuery(client, longStatement, undefined, limit);
    const result = await work({
      client,
      query: (text, values) => runQuery(client, text, values, limit),
    });
    await runQuery(client, isRefusal(result) ? "ROLLBACK" : "COMMIT", undefined, limit);
    return result;
  } catch (error) {
    await runQuery(client, "ROLLBACK", undefined, queryTimeouts.rollback).catch((lost: Error) => {
      broken = lost;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

function isRefusal(result: unknown): boolean {
  return typeof result === "object" && result !== null && "ok" in result && result.ok === false;
}
