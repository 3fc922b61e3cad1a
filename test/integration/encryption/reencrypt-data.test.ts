import { describe, expect, it } from "vitest";
import { listKeys } from "../../../app/database/encryption/list-keys.server";
import { openKeyring } from "../../../app/database/encryption/open-keyring.server";
import { encryptedAddresses } from "../../../app/features/recipients/encrypted-addresses.server";
import {
  decryptAddress,
  encryptAddress,
} from "../../../app/features/recipients/recipient-encryption.server";
import { encryptedTables } from "../../../app/jobs/encrypted-tables.server";
import { testKey, testKeyring } from "../../factories/test-keys";
import {
  ciphertextsByKey,
  insertRecipients,
  longAfterDeployment,
  newKey,
  oldKey,
  reencryptAll,
  rotationFixture,
  withKeyring,
} from "./rotation-fixture";

/** Two and a half steps. */
const many = 2_500;

describe("re-encrypting data with a new key", () => {
  const world = rotationFixture();

  const knownKeys = async () =>
    (
      await world.old.database.query<{ id: string }>("SELECT id FROM encryption_key ORDER BY id")
    ).map(({ id }) => id);
  const walksLogged = () => world.log.filter(({ msg }) => msg === "re-encrypted");

  it("does nothing while the database knows one key", async () => {
    await world.old.database.query("DELETE FROM encryption_key WHERE id = $1", [newKey.id]);
    await insertRecipients(world.old, world.shop, 3);
    await reencryptAll(world.old);
    expect(await ciphertextsByKey(world.old)).toEqual({ [oldKey.id]: 3 });
    expect(world.log).toEqual([]);
  });

  it("reports each table, and retires the old key only after a walk that met it nowhere", async () => {
    await insertRecipients(world.old, world.shop, many);
    await longAfterDeployment(world.old);
    await reencryptAll(world.fresh);
    expect(await ciphertextsByKey(world.old)).toEqual({ [newKey.id]: many });
    expect(walksLogged().at(-1)).toMatchObject({
      table: "recipient",
      current: newKey.id,
      rows: many,
      reencrypted: many,
      left: 0,
      unreadable: 0,
    });
    expect(await knownKeys()).toEqual([newKey.id, oldKey.id]);

    await reencryptAll(world.fresh);
    expect(await knownKeys()).toEqual([newKey.id]);
    expect(world.log.at(-1)).toMatchObject({
      key: oldKey.id,
      msg: "no data needs this key: take it out of ENCRYPTION_KEYS",
    });
  });

  it("keeps the old key for an hour after the first process started with the new one", async () => {
    await reencryptAll(world.fresh);
    expect(await knownKeys()).toEqual([newKey.id, oldKey.id]);
    await longAfterDeployment(world.old);
    await reencryptAll(world.fresh);
    expect(await knownKeys()).toEqual([newKey.id]);
  });

  it("goes on after it was cut off in the middle", async () => {
    await insertRecipients(world.old, world.shop, many);
    const worker = new AbortController();
    const killed = {
      ...encryptedAddresses,
      replace: (...step: Parameters<typeof encryptedAddresses.replace>) => {
        worker.abort(new Error("killed"));
        return encryptedAddresses.replace(...step);
      },
    };
    await expect(reencryptAll(world.fresh, [killed], worker.signal)).rejects.toThrow("killed");
    expect(await ciphertextsByKey(world.old)).toEqual({ [oldKey.id]: 1_500, [newKey.id]: 1_000 });
    await reencryptAll(world.fresh);
    expect(await ciphertextsByKey(world.old)).toEqual({ [newKey.id]: many });
    expect(walksLogged().at(-1)).toMatchObject({ reencrypted: 1_500 });
  });

  it("is done once when two workers do it at a time", async () => {
    await insertRecipients(world.old, world.shop, many);
    await Promise.all([reencryptAll(world.fresh), reencryptAll(world.fresh)]);
    await reencryptAll(world.fresh);
    expect(await ciphertextsByKey(world.old)).toEqual({ [newKey.id]: many });
    const written = walksLogged().map(({ reencrypted }) => Number(reencrypted));
    expect(written.reduce((sum, count) => sum + count)).toBe(many);
  });

  it("never overwrites what is written at the same time", async () => {
    await insertRecipients(world.old, world.shop, 3);
    const [erased, changed] = await encryptedAddresses.readRows(world.old.database, null, 2);
    const meanwhile = encryptAddress(world.old, world.shop, "meanwhile@example.com");
    const raced = {
      ...encryptedAddresses,
      replace: async (...step: Parameters<typeof encryptedAddresses.replace>) => {
        const { database } = world.old;
        await database.query(
          "UPDATE recipient SET address = NULL, domain_key = NULL WHERE id = $1",
          [erased?.id[1]],
        );
        await database.query("UPDATE recipient SET address = $2 WHERE id = $1", [
          changed?.id[1],
          meanwhile,
        ]);
        return encryptedAddresses.replace(...step);
      },
    };
    await reencryptAll(world.fresh, [raced]);
    expect(walksLogged()).toMatchObject([{ reencrypted: 1, left: 2 }]);
    const rows = await encryptedAddresses.readRows(world.old.database, null, 9);
    expect(rows.map(({ values }) => values[0])).toMatchObject([
      null,
      meanwhile,
      expect.any(Buffer),
    ]);
    await longAfterDeployment(world.old);
    await reencryptAll(world.fresh);
    expect(await ciphertextsByKey(world.old)).toEqual({ [newKey.id]: 2 });
    expect(await knownKeys()).toEqual([newKey.id, oldKey.id]);
  });

  it("waits for nobody who is writing a row", async () => {
    await insertRecipients(world.old, world.shop, 3);
    await world.old.database.transaction(async (tx) => {
      await tx.query(
        "SELECT 1 FROM recipient WHERE id = (SELECT min(id) FROM recipient) FOR UPDATE",
      );
      await reencryptAll(world.fresh);
    });
    expect(walksLogged().at(-1)).toMatchObject({ reencrypted: 2, left: 1 });
    await reencryptAll(world.fresh);
    expect(await ciphertextsByKey(world.old)).toEqual({ [newKey.id]: 3 });
  });

  it("names a key that is missing and damaged bytes, and does the rest", async () => {
    const elsewhere = withKeyring(world.old, testKeyring("gone"), world.old.log);
    await insertRecipients(elsewhere, world.shop, 1);
    await world.old.database.query("UPDATE recipient SET key = 'x'");
    await insertRecipients(world.old, world.shop, 3);
    await world.old.database.query(
      "UPDATE recipient SET address = '\\x07' WHERE id = (SELECT max(id) FROM recipient)",
    );
    await openKeyring(world.old.database, [testKey("gone"), newKey, oldKey]);
    await openKeyring(world.old.database, [newKey, oldKey, testKey("gone")]);
    await longAfterDeployment(world.old);
    await reencryptAll(world.fresh);
    await reencryptAll(world.fresh);
    expect(walksLogged().at(-1)).toMatchObject({ rows: 4, reencrypted: 0, unreadable: 2 });
    const errors = world.log.filter(({ msg }) => msg === "a ciphertext is unreadable");
    expect(errors.map(({ err }) => (err as Error).message).slice(0, 2)).toEqual([
      'These bytes are encrypted with the key "gone", which ENCRYPTION_KEYS does not have.',
      "These bytes cannot be decrypted: they were changed, or belong to something else.",
    ]);
    expect(await knownKeys()).toEqual([newKey.id, "gone"]);
    const [row] = await encryptedAddresses.readRows(world.old.database, null, 1);
    expect(() => decryptAddress(world.fresh, world.shop, row?.values[0] as Buffer)).toThrow(
      'the key "gone"',
    );
  });

  it("is left to the processes that started last", async () => {
    await insertRecipients(world.old, world.shop, 1);
    await reencryptAll(world.fresh);
    await reencryptAll(world.old);
    expect(await ciphertextsByKey(world.old)).toEqual({ [newKey.id]: 1 });
    expect(world.log.at(-1)).toMatchObject({ current: oldKey.id, latest: newKey.id });
  });

  it("goes back where an earlier order of the keys is deployed again", async () => {
    await insertRecipients(world.old, world.shop, 1);
    await reencryptAll(world.fresh);
    await openKeyring(world.old.database, [oldKey, newKey]);
    await reencryptAll(world.old);
    expect(await ciphertextsByKey(world.old)).toEqual({ [oldKey.id]: 1 });
  });

  it("shows the operator which keys the data needs, also one that is missing", async () => {
    const { database } = world.old;
    await insertRecipients(world.old, world.shop, 3);
    const spare = testKey("spare");
    const uses = await listKeys(database, [newKey, spare], encryptedTables);
    const none = (table: string) => ({ table, count: 0 });
    const others = [none("session"), none("campaign_recipient")];
    expect(uses).toEqual([
      { id: newKey.id, place: 0, held: true, counts: [...others, none("recipient")] },
      { id: "spare", place: 1, held: false, counts: [...others, none("recipient")] },
      {
        id: oldKey.id,
        place: -1,
        held: true,
        counts: [...others, { table: "recipient", count: 3 }],
      },
    ]);
  });

  it("knows every column of the database that holds bytes and no hash", async () => {
    const hashes = [
      "api_key.hash",
      "api_key.previous_hash",
      "api_request.fingerprint",
      "campaign_recipient.key",
      "customer_link.address",
      "customer_link.customer",
      "customer_merge.deleted",
      "customer_merge.kept",
      "erased_identity.key",
      "idempotency_record.fingerprint",
      "recipient.domain_key",
      "recipient.key",
      "shop_order.alias_keys",
      "shop_order.customer_email_key",
      "shop_order.customer_key",
      "shop_order.email_key",
    ];
    // A copy for each key, and files as they were uploaded.
    const others = ["encryption_key.hash_secret", "file_upload_chunk.bytes"];
    const texts = ["session.accessToken", "session.refreshToken"];
    const found = await world.old.database.query<{ name: string }>(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
        WHERE table_schema = 'public' AND udt_name IN ('bytea', '_bytea')`,
    );
    const encrypted = encryptedTables.flatMap(({ name, columns }) =>
      columns.map((column) => `${name}.${column}`),
    );
    expect([...found.map(({ name }) => name), ...texts].sort()).toEqual(
      [...hashes, ...others, ...encrypted].sort(),
    );
  });
});
