/**
 * SQLSTATE classes of what passes by itself: connection, rollback and deadlock, resources, locks and
 * limits, the operator, the system.
 */
const passingClasses = new Set(["08", "40", "53", "55", "57", "58"]);

/**
 * Whether an error is the moment's and not the data's: the same work may succeed later. Errors of the
 * network have codes like `ECONNRESET`; the client's own, as when an answer is late, have none.
 */
export function isPassing(error: unknown): boolean {
  const { code, message = "" } = error as { code?: string; message?: string };
  if (code === undefined) return /timeout|terminated|not queryable|connection/i.test(message);
  return passingClasses.has(code.slice(0, 2)) || /^E[A-Z]+$/.test(code);
}
