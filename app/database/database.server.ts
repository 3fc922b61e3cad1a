import pg from "pg";

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
   * failure: it must do nothing outside the transaction.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** The connections, for libraries that bring their own SQL. */
  pool: pg.Pool;
  close(): Promise<void>;
}

const INT8 = 20;
const NUMERIC = 1700;
const DATE = 1082;
/** `code` of the error that a unique index throws. */
export const uniqueViolation = "23505";
const RETRIABLE = new Set(["40P01", "40001"]);
const TRIES = 10;

/** Opens a pool of connections. Big integers arrive as numbers (ids stay far below 2^53), dates as `YYYY-MM-DD`. */
export function openDatabase(url: string, connections: number): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    types: { getTypeParser: typeParser as typeof pg.types.getTypeParser },
  });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => undefined);
  // The same for a connection that breaks while somebody holds it: its query rejects, and that is enough.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return {
    pool,
    query: async (text, values) => (await pool.query(text, values as unknown[])).rows,
    transaction: (work) => runTransaction(pool, work),
    close: () => pool.end(),
  };
}

function typeParser(type: number, format?: "text" | "binary"): (value: string) => unknown {
  if (type === INT8 || type === NUMERIC) return Number;
  if (type === DATE) return String;
  return pg.types.getTypeParser(type, format as "text");
}

async function runTransaction<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tryTransaction(pool, work);
    } catch (error) {
      const code = (error as { code?: string }).code;
      if (attempt >= TRIES || !code || !RETRIABLE.has(code)) throw error;
    }
  }
}

async function tryTransaction<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    const answer = await work({
      client,
      query: async (text, values) => (await client.query(text, values as unknown[])).rows,
    });
    await client.query(isRefusal(answer) ? "ROLLBACK" : "COMMIT");
    return answer;
  } catch (error) {
    await client.query("ROLLBACK").catch((lost: Error) => {
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
