import pg from "pg";
import type { Logger } from "pino";
import { connectionSettings } from "./connection-settings";

/** Runs one SQL statement with `$1…` parameters; resolves its rows. */
export interface Sql {
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** An open transaction. `client` is for COPY, which needs the connection itself. */
export interface Transaction extends Sql {
  client: pg.PoolClient;
}

export interface Database extends Sql {
  /**
   * Runs `work` in one transaction (read committed). A thrown error or an answer `{ok: false}`
   * rolls everything back. `work` runs again, from the start, after a deadlock or a serialization
   * failure: it must do nothing outside the transaction. With `longStatements` a statement may take
   * many minutes, as one that changes a million codes does.
   */
  transaction<T>(
    work: (tx: Transaction) => Promise<T>,
    options?: { longStatements?: boolean },
  ): Promise<T>;
  /** The connection string, for who needs a connection of their own. */
  url: string;
  /** The connections, for libraries that bring their own SQL. */
  pool: pg.Pool;
  close(): Promise<void>;
}

const INT8 = 20;
const NUMERIC = 1700;
const DATE = 1082;
/** `code` of the error that a unique index throws. */
export const uniqueViolation = "23505";
const lockTimeout = "55P03";
const RETRIABLE = new Set(["40P01", "40001"]);
const TRIES = 10;

/** Whether a statement gave up waiting for a lock: something else holds it for longer than is tolerated. */
export function isLockTimeout(error: unknown): boolean {
  return (error as { code?: string } | null)?.code === lockTimeout;
}

const seconds = (count: number) => count * 1000;
/**
 * How long we wait for an answer, in milliseconds: longer than the database lets a statement run, so
 * that only a host that has gone silent meets it.
 */
const answerWithin = { usual: seconds(70), long: seconds(1000), rollback: seconds(5) };
const longStatement = "SET LOCAL statement_timeout = '15min'";

/**
 * Opens a pool of connections. Big integers arrive as numbers (ids stay far below 2^53), dates as
 * `YYYY-MM-DD`. Every wait has a limit: what exceeds it rejects.
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
  // Without a listener an idle connection that breaks would end the process. The pool replaces it.
  pool.on("error", () => undefined);
  pool.on("connect", (client) =>
    client.on("error", (error) => log.warn({ err: error }, "a database connection broke")),
  );
  return {
    url,
    pool,
    query: async (text, values) => ask(pool, text, values, answerWithin.usual),
    transaction: (work, options) => runTransaction(pool, work, options?.longStatements ?? false),
    close: () => pool.end(),
  };
}

async function ask<Row extends pg.QueryResultRow>(
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
  const limit = long ? answerWithin.long : answerWithin.usual;
  let broken: Error | undefined;
  try {
    await ask(client, "BEGIN", undefined, limit);
    if (long) await ask(client, longStatement, undefined, limit);
    const answer = await work({
      client,
      query: (text, values) => ask(client, text, values, limit),
    });
    await ask(client, isRefusal(answer) ? "ROLLBACK" : "COMMIT", undefined, limit);
    return answer;
  } catch (error) {
    await ask(client, "ROLLBACK", undefined, answerWithin.rollback).catch((lost: Error) => {
      broken = lost;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

function isRefusal(answer: unknown): boolean {
  return typeof answer === "object" && answer !== null && "ok" in answer && answer.ok === false;
}
