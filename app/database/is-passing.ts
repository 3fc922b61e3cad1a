/**
 * SQLSTATE classes of transient errors: connection, rollback and deadlock, resources, locks and
 * limits, operator intervention, system.
 */
const passingClasses = new Set(["08", "40", "53", "55", "57", "58"]);

/**
 * Whether an error is transient, so a retry may succeed. Network errors have codes like
 * `ECONNRESET`; the client's own errors, such as timeouts, have none.
 */
export function isPassing(error: unknown): boolean {
  const { code, message = "" } = error as { code?: string; message?: string };
  if (code === undefined) return /timeout|terminated|not queryable|connection/i.test(message);
  return passingClasses.has(code.slice(0, 2)) || /^E[A-Z]+$/.test(code);
}
