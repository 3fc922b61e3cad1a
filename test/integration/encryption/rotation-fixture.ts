import pino, { type Logger } from "pino";
import { afterEach, beforeEach } from "vitest";
import { type Keyring, keyringOf } from "../../../app/core/encryption/keyring.server";
import type { ShopContext } from "../../../app/core/ids";
import { countByKey } from "../../../app/database/encryption/count-by-key.server";
import type { EncryptedTable } from "../../../app/database/encryption/encrypted-table";
import { openKeyring } from "../../../app/database/encryption/open-keyring.server";
import { reencryptData } from "../../../app/database/encryption/reencrypt-data.server";
import { encryptAddress } from "../../../app/features/recipients/recipient-encryption.server";
import { encryptedTables } from "../../../app/jobs/encrypted-tables.server";
import { testKey } from "../../factories/test-keys";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

/** Test services encrypt with the old key. The rotation replaces it with the new one. */
export const oldKey = testKey("test");
export const newKey = testKey("2027a");

export interface Rotation {
  shop: ShopContext;
  /** Services of a process from before the rotation: it encrypts with the old key and decrypts with both. */
  old: TestServices;
  /** Services of a process that encrypts with the new key and decrypts with both. */
  fresh: TestServices;
  log: Record<string, unknown>[];
}

/** Creates a new database, a shop and both kinds of process for each test. */
export function rotationFixture(): Rotation {
  const fixture = {} as Rotation;
  let services: TestServices;
  beforeEach(async () => {
    services = await openTestServices();
    fixture.log = [];
    const log = pino(
      { base: null, timestamp: false },
      { write: (line) => fixture.log.push(JSON.parse(line)) },
    );
    fixture.old = withKeyring(
      services,
      keyringOf([oldKey, newKey], services.keyring.hashSecret),
      log,
    );
    fixture.shop = await insertShop(services);
    fixture.fresh = withKeyring(
      services,
      await openKeyring(services.database, [newKey, oldKey]),
      log,
    );
  });
  afterEach(() => services.close());
  return fixture;
}

export function withKeyring(services: TestServices, keyring: Keyring, log: Logger): TestServices {
  return { ...services, keyring, log };
}

/** Runs the re-encryption job once. */
export function reencryptAll(
  services: TestServices,
  tables: readonly EncryptedTable[] = encryptedTables,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  return reencryptData(services, tables, signal);
}

/** Number of ciphertexts in all tables, by key ID. */
export async function ciphertextsByKey({
  database,
}: TestServices): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of encryptedTables) {
    for (const [id, count] of await countByKey(database, table)) {
      counts[id] = (counts[id] ?? 0) + count;
    }
  }
  return counts;
}

/** Inserts recipients whose addresses are encrypted with the services' current key. */
export async function insertRecipients(
  services: TestServices,
  shop: ShopContext,
  count: number,
): Promise<void> {
  const addresses = Array.from({ length: count }, (_, n) => `person-${n}@example.com`);
  await services.database.query(
    `INSERT INTO recipient (shop_id, key, address, domain_key)
     SELECT $1, key, address, '\\x07' FROM unnest($2::bytea[], $3::bytea[]) AS made (key, address)`,
    [
      shop.id,
      addresses.map((text) => Buffer.from(text)),
      addresses.map((text) => encryptAddress(services, shop, text)),
    ],
  );
}

/** Moves the start of every key back by two hours, as if the rotation had been deployed then. */
export async function longAfterDeployment({ database }: TestServices): Promise<void> {
  await database.query(
    "UPDATE encryption_key SET current_since = current_since - interval '2 hours'",
  );
}
