import type { Services } from "../../services.server";
import type { EncryptedTable } from "./encrypted-table";
import { reencryptTable } from "./reencrypt-table.server";

/** Longer than a deployment, during which some processes still encrypt with the key before. */
const hoursOfDeployment = 1;

/**
 * Encrypts what other keys encrypted with the current one, as long as the database knows other keys.
 * A key that a whole walk met nowhere is retired once the current one has been in use for an hour:
 * processes start without it from then on, and the log says so. Does nothing in a process whose first
 * key is no longer the database's current one: walks in two directions would not end. Throws when `signal` is aborted; the
 * next run goes on.
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
