import type { ClientConfig } from "pg";

const seconds = (count: number) => count * 1000;

/**
 * Settings of every database connection, with a limit on each kind of wait. Settings in the
 * connection string take precedence.
 */
export function connectionSettings(url: string) {
  return {
    connectionString: url,
    // Also applies to waiting for a free connection of the pool.
    connectionTimeoutMillis: seconds(30),
    // Nothing should need a statement of a minute. What does, asks for it (`longStatements`).
    statement_timeout: seconds(60),
    // Longer than an idle holder of a lock is tolerated, so waiters get the lock then.
    lock_timeout: seconds(45),
    // For a process that dies or hangs while it holds a pool's lock.
    idle_in_transaction_session_timeout: seconds(20),
    // Both sides detect a dead host within half a minute, even on idle connections.
    keepAlive: true,
    keepAliveInitialDelayMillis: seconds(10),
    options: "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3",
  } satisfies ClientConfig;
}
