import type { Keyring } from "../../core/encryption/keyring.server";
import type { Services } from "../../services.server";
import type { EncryptedTable } from "./encrypted-table";
import { hashSecretFor } from "./open-keyring.server";
import { reencryptTable } from "./reencrypt-table.server";

/** Longer than a deployment, during which some processes still encrypt with the previous key. */
const hoursOfDeployment = 1;
/** Time between two passes that only look for data with a key that the database doesn't require. */
const precautionMs = 3_600_000;

/** When the process last finished a pass, by its keyring. */
const finished = new WeakMap<Keyring, number>();

/**
 * Re-encrypts all data with the current key while the database still requires other keys. A key
 * that a full pass doesn't find is retired once the current one has been in use for an hour:
 * processes then start without it, and the log says so. A process that wasn't restarted may still
 * encrypt with a retired key, so a pass also runs every hour while ENCRYPTION_KEYS has other keys.
 * The database requires a retired key again if the pass finds it. Does nothing in a process whose
 * first key is no longer the database's current one, because two passes in opposite directions
 * would never finish. Throws if `signal` is aborted, and the next run continues.
 */
export async function reencryptData(
  services: Pick<Services, "clock" | "database" | "keyring" | "log">,
  tables: readonly EncryptedTable[],
  signal: AbortSignal,
): Promise<void> {
  const { clock, database, keyring, log } = services;
  const known = await database.query<{ id: string }>(
    "SELECT id FROM encryption_key ORDER BY current_since DESC, id",
  );
  const current = keyring.current.id;
  const required = known.flatMap(({ id }) => (id === current ? [] : id));
  if (required.length === 0 && !precautionIsDue(keyring, clock.now())) return;
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
    await requireKeys(services, inUse);
  }
  finished.set(keyring, clock.now().getTime());
  const retired = await database.query<{ id: string }>(
    `WITH latest AS (
       SELECT id, current_since FROM encryption_key ORDER BY current_since DESC, id LIMIT 1
     )
     DELETE FROM encryption_key USING latest
      WHERE encryption_key.id = ANY($1) AND latest.id = $2
        AND latest.current_since < clock_timestamp() - make_interval(hours => $3)
      RETURNING encryption_key.id`,
    [required.filter((id) => !inUse.has(id)), current, hoursOfDeployment],
  );
  for (const { id } of retired) {
    log.info({ key: id, current }, "no data needs this key: take it out of ENCRYPTION_KEYS");
  }
}

function precautionIsDue(keyring: Keyring, now: Date): boolean {
  const last = finished.get(keyring) ?? Number.NEGATIVE_INFINITY;
  return keyring.byId.size > 1 && now.getTime() - last >= precautionMs;
}

/** Makes the database require these keys, if the process has them and they were retired. */
async function requireKeys(
  { database, keyring, log }: Pick<Services, "database" | "keyring" | "log">,
  ids: ReadonlySet<string>,
): Promise<void> {
  const keys = [...ids].flatMap((id) => keyring.byId.get(id) ?? []);
  const added = await database.query<{ id: string }>(
    // The time puts them behind the current key.
    `INSERT INTO encryption_key (id, hash_secret, current_since)
     SELECT id, hash_secret, to_timestamp(0) FROM unnest($1::text[], $2::bytea[]) AS key (id, hash_secret)
     ON CONFLICT (id) DO NOTHING RETURNING id`,
    [keys.map(({ id }) => id), keys.map((key) => hashSecretFor(keyring, key))],
  );
  for (const { id } of added) {
    log.warn(
      { key: id, current: keyring.current.id },
      "data was encrypted with this key after it was retired: restart every process with the current keys",
    );
  }
}
