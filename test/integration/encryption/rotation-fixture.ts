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

/** The key that test services encrypt with, and the one that replaces it. */
export const oldKey = testKey("test");
export const newKey = testKey("2027a");

export interface Rotation {
  shop: ShopContext;
  /** A process from before the rotation, which has the new key as its second. */
  old: TestServices;
  /** A process that encrypts with the new key and decrypts with both. */
  fresh: TestServices;
  log: Record<string, unknown>[];
}

/** A shop whose data is encrypted with the old key, and processes of both kinds; new for each test. */
export function rotationFixture(): Rotation {
  const world = {} as Rotation;
  let services: TestServices;
  beforeEach(async () => {
    services = await openTestServices();
    world.log = [];
    const log = pino(
      { base: null, timestamp: false },
      { write: (line) => world.log.push(JSON.parse(line)) },
    );
    world.old = withKeyring(
      services,
      keyringOf([oldKey, newKey], services.keyring.hashSecret),
      log,
    );
    world.shop = await insertShop(services);
    world.fresh = withKeyring(
      services,
      await openKeyring(services.database, [newKey, oldKey]),
      log,
    );
  });
  afterEach(() => services.close());
  return world;
}

export function withKeyring(services: TestServices, keyring: Keyring, log: Logger): TestServices {
  return { ...services, keyring, log };
}

/** What the job does. */
export function reencryptAll(
  services: TestServices,
  tables: readonly EncryptedTable[] = encryptedTables,
  signal: AbortSignal = new AbortController().signal,
): Promise<void> {
  return reencryptData(services, tables, signal);
}

/** How many ciphertexts of all tables use a key, by its id. */
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

/** Recipients of a shop whose addresses are encrypted with the services' current key. */
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

/** As if processes had been replaced two hours ago. */
export async function longAfterDeployment({ database }: TestServices): Promise<void> {
  await database.query(
    "UPDATE encryption_key SET current_since = current_since - interval '2 hours'",
  );
}
