import type { Services } from "../../services.server";
import type { EncryptedTable } from "./encrypted-table";
import { reencryptTable } from "./reencrypt-table.server";

/** Longer than a deployment, during which some processes still encrypt with the previous key. */
const hoursOfDeployment = 1;

/**
 * Re-encrypts all data with the current key while the database still requires other keys. A key
 * that a full pass doesn't find is retired once the current one has been in use for an hour:
 * processes then start without it, and the log says so. Does nothing in a process whose first key
 * is no longer the database's current one, because two passes in opposite directions would never
 * finish. Throws if `signal` is aborted, and the next run continues.
 */
export async function reencryptData(
  services: Pick<Services, "database" | "keyring" | "log">,
  tables: readonly EncryptedTable[],
  signal: AbortSignal,
): Promise<void> {
  const { database, keyring, log } = services;
  const known = await database.query<{ id: string }>(
    "SELECT id FROM encryption_key ORDER BY current_since DESC, id",
  );
  const current = keyring.current.id;
  const others = known.flatMap(({ id }) => (id === current ? [] : id));
  if (others.length === 0) return;
  if (known[0]?.id !== current) {
    log.warn(
      { current, latest: known[0]?.id },
      "processes that started later encrypt with another key: this one re-encrypts nothing",
    );
    return;
  }
  const inUse = new Set<string>();
  for (const table of tables) {
    const walk = await reencryptTable(services, table, inUse, signal);
    log.info({ table: table.name, current, ...walk }, "re-encrypted");
  }
  const retired = await database.query<{ id: string }>(
    `WITH latest AS (
       SELECT id, current_since FROM encryption_key ORDER BY current_since DESC, id LIMIT 1
     )
     DELETE FROM encryption_key USING latest
      WHERE encryption_key.id = ANY($1) AND latest.id = $2
        AND latest.current_since < clock_timestamp() - make_interval(hours => $3)
      RETURNING encryption_key.id`,
    [others.filter((id) => !inUse.has(id)), current, hoursOfDeployment],
  );
  for (const { id } of retired) {
    log.info({ key: id, current }, "no data needs this key: take it out of ENCRYPTION_KEYS");
  }
}
