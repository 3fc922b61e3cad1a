import type { ClientConfig } from "pg";

const seconds = (count: number) => count * 1000;

/**
 * How every connection of the app is opened, with a limit on each kind of waiting. Where the address
 * sets one of them itself, that counts.
 */
export function connectionSettings(url: string) {
  return {
    connectionString: url,
    // Also how long a caller waits for a free connection of a pool.
    connectionTimeoutMillis: seconds(30),
    // No page, job or call needs a statement of a minute; those that do ask for it (`longStatements`).
    statement_timeout: seconds(60),
    // Longer than a silent holder of a lock is tolerated: those behind it get their turn.
    lock_timeout: seconds(45),
    // A process that dies without a word, or hangs, while it holds a pool's lock.
    idle_in_transaction_session_timeout: seconds(20),
    // Both sides notice a host that is gone within half a minute, also on connections that are idle.
    keepAlive: true,
    keepAliveInitialDelayMillis: seconds(10),
    options: "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3",
  } satisfies ClientConfig;
}
