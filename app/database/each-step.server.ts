import type { Database, Transaction } from "./database.server";

/**
 * Runs `step` in one transaction after the other. A step gets the key that the last one resolved, an
 * empty string at first, and resolves null when nothing is left. Throws when `signal` is aborted; what
 * is committed stays.
 */
export async function eachStep(
  database: Pick<Database, "transaction">,
  signal: AbortSignal,
  step: (tx: Transaction, after: string) => Promise<string | null>,
): Promise<void> {
  for (let after: string | null = ""; after !== null; ) {
    signal.throwIfAborted();
    const from: string = after;
    after = await database.transaction((tx) => step(tx, from));
  }
}
