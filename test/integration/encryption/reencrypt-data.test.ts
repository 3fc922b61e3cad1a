import { describe, expect, it } from "vitest";
import { keyringOf } from "../../../app/core/encryption/keyring.server";
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

const hoursLater = (time: Date, hours: number) => new Date(time.getTime() + hours * 3_600_000);

/** Two full batches and half of one. */
const many = 2_500;

describe("re-encrypting data with a new key", () => {
  const fixture = rotationFixture();

  const knownKeys = async () =>
    (
      await fixture.old.database.query<{ id: string }>("SELECT id FROM encryption_key ORDER BY id")
    ).map(({ id }) => id);
  const loggedRuns = () => fixture.log.filter(({ msg }) => msg === "re-encrypted");

  it("does nothing while the database and ENCRYPTION_KEYS have the same single key", async () => {
    await fixture.old.database.query("DELETE FROM encryption_key WHERE id = $1", [newKey.id]);
    await insertRecipients(fixture.old, fixture.shop, 3);
    const keyring = keyringOf([oldKey], fixture.old.keyring.hashSecret);
    await reencryptAll(withKeyring(fixture.old, keyring, fixture.old.log));
    expect(await ciphertextsByKey(fixture.old)).toEqual({ [oldKey.id]: 3 });
    expect(fixture.log).toEqual([]);
  });

  it("logs each table, and retires the old key only after a run that finds no data with it", async () => {
    await insertRecipients(fixture.old, fixture.shop, many);
    await longAfterDeployment(fixture.old);
    await reencryptAll(fixture.fresh);
    expect(await ciphertextsByKey(fixture.old)).toEqual({ [newKey.id]: many });
    expect(loggedRuns().at(-1)).toMatchObject({
      table: "recipient",
      current: newKey.id,
      rows: many,
      reencrypted: many,
      left: 0,
      unreadable: 0,
    });
    expect(await knownKeys()).toEqual([newKey.id, oldKey.id]);

    await reencryptAll(fixture.fresh);
    expect(await knownKeys()).toEqual([newKey.id]);
    expect(fixture.log.at(-1)).toMatchObject({
      key: oldKey.id,
      msg: "no data needs this key: take it out of ENCRYPTION_KEYS",
    });
  });

  it("keeps the old key for an hour after the first process starts with the new one", async () => {
    await reencryptAll(fixture.fresh);
    expect(await knownKeys()).toEqual([newKey.id, oldKey.id]);
    await longAfterDeployment(fixture.old);
    await reencryptAll(fixture.fresh);
    expect(await knownKeys()).toEqual([newKey.id]);
  });

  it("requires a retired key again if a process still encrypted with it", async () => {
    const { database } = fixture.old;
    await longAfterDeployment(fixture.old);
    await reencryptAll(fixture.fresh);
    expect(await knownKeys()).toEqual([newKey.id]);

    // A process that was never restarted writes behind the last pass.
    await insertRecipients(fixture.old, fixture.shop, 3);
    fixture.old.setTime(hoursLater(fixture.old.clock.now(), 1));
    await reencryptAll(fixture.fresh);
    expect(await ciphertextsByKey(fixture.old)).toEqual({ [newKey.id]: 3 });
    expect(fixture.log.at(-1)).toMatchObject({ key: oldKey.id, current: newKey.id });
    await expect(openKeyring(database, [newKey])).rejects.toThrow(`the key "${oldKey.id}"`);
    const { hashSecret } = await openKeyring(database, [newKey, oldKey]);
    expect(hashSecret).toEqual(fixture.old.keyring.hashSecret);

    await reencryptAll(fixture.fresh);
    expect(await knownKeys()).toEqual([newKey.id]);
    await openKeyring(database, [newKey]);
  });

  it("re-encrypts data with a retired key that is added to ENCRYPTION_KEYS again", async () => {
    await longAfterDeployment(fixture.old);
    await reencryptAll(fixture.fresh);
    await insertRecipients(fixture.old, fixture.shop, 3);
    const restarted = await openKeyring(fixture.old.database, [newKey, oldKey]);
    await reencryptAll(withKeyring(fixture.old, restarted, fixture.old.log));
    expect(await ciphertextsByKey(fixture.old)).toEqual({ [newKey.id]: 3 });
  });

  it("reads the tables once an hour if only ENCRYPTION_KEYS has other keys", async () => {
    await longAfterDeployment(fixture.old);
    await reencryptAll(fixture.fresh);
    const runs = loggedRuns().length;
    await reencryptAll(fixture.fresh);
    expect(loggedRuns()).toHaveLength(runs);
    fixture.old.setTime(hoursLater(fixture.old.clock.now(), 1));
    await reencryptAll(fixture.fresh);
    expect(loggedRuns()).toHaveLength(2 * runs);
  });

  it("continues after it was interrupted", async () => {
    await insertRecipients(fixture.old, fixture.shop, many);
    const worker = new AbortController();
    const killed = {
      ...encryptedAddresses,
      replace: (...step: Parameters<typeof encryptedAddresses.replace>) => {
        worker.abort(new Error("killed"));
        return encryptedAddresses.replace(...step);
      },
    };
    await expect(reencryptAll(fixture.fresh, [killed], worker.signal)).rejects.toThrow("killed");
    expect(await ciphertextsByKey(fixture.old)).toEqual({ [oldKey.id]: 1_500, [newKey.id]: 1_000 });
    await reencryptAll(fixture.fresh);
    expect(await ciphertextsByKey(fixture.old)).toEqual({ [newKey.id]: many });
    expect(loggedRuns().at(-1)).toMatchObject({ reencrypted: 1_500 });
  });

  it("writes each row once if two workers run it at the same time", async () => {
    await insertRecipients(fixture.old, fixture.shop, many);
    await Promise.all([reencryptAll(fixture.fresh), reencryptAll(fixture.fresh)]);
    await reencryptAll(fixture.fresh);
    expect(await ciphertextsByKey(fixture.old)).toEqual({ [newKey.id]: many });
    const written = loggedRuns().map(({ reencrypted }) => Number(reencrypted));
    expect(written.reduce((sum, count) => sum + count)).toBe(many);
  });

  it("never overwrites concurrent changes", async () => {
    await insertRecipients(fixture.old, fixture.shop, 3);
    const [erased, changed] = await encryptedAddresses.readRows(fixture.old.database, null, 2);
    const meanwhile = encryptAddress(fixture.old, fixture.shop, "meanwhile@example.com");
    const raced = {
      ...encryptedAddresses,
      replace: async (...step: Parameters<typeof encryptedAddresses.replace>) => {
        const { database } = fixture.old;
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
    await reencryptAll(fixture.fresh, [raced]);
    expect(loggedRuns()).toMatchObject([{ reencrypted: 1, left: 2 }]);
    const rows = await encryptedAddresses.readRows(fixture.old.database, null, 9);
    expect(rows.map(({ values }) => values[0])).toMatchObject([
      null,
      meanwhile,
      expect.any(Buffer),
    ]);
    await longAfterDeployment(fixture.old);
    await reencryptAll(fixture.fresh);
    expect(await ciphertextsByKey(fixture.old)).toEqual({ [newKey.id]: 2 });
    expect(await knownKeys()).toEqual([newKey.id, oldKey.id]);
  });

  it("skips locked rows instead of waiting", async () => {
    await insertRecipients(fixture.old, fixture.shop, 3);
    await fixture.old.database.transaction(async (tx) => {
      await tx.query(
        "SELECT 1 FROM recipient WHERE id = (SELECT min(id) FROM recipient) FOR UPDATE",
      );
      await reencryptAll(fixture.fresh);
    });
    expect(loggedRuns().at(-1)).toMatchObject({ reencrypted: 2, left: 1 });
    await reencryptAll(fixture.fresh);
    expect(await ciphertextsByKey(fixture.old)).toEqual({ [newKey.id]: 3 });
  });

  it("logs missing keys and damaged data, and re-encrypts the rest", async () => {
    const elsewhere = withKeyring(fixture.old, testKeyring("gone"), fixture.old.log);
    await insertRecipients(elsewhere, fixture.shop, 1);
    await fixture.old.database.query("UPDATE recipient SET key = 'x'");
    await insertRecipients(fixture.old, fixture.shop, 3);
    await fixture.old.database.query(
      "UPDATE recipient SET address = '\\x07' WHERE id = (SELECT max(id) FROM recipient)",
    );
    await openKeyring(fixture.old.database, [testKey("gone"), newKey, oldKey]);
    await openKeyring(fixture.old.database, [newKey, oldKey, testKey("gone")]);
    await longAfterDeployment(fixture.old);
    await reencryptAll(fixture.fresh);
    await reencryptAll(fixture.fresh);
    expect(loggedRuns().at(-1)).toMatchObject({ rows: 4, reencrypted: 0, unreadable: 2 });
    const errors = fixture.log.filter(({ msg }) => msg === "a ciphertext is unreadable");
    expect(errors.map(({ err }) => (err as Error).message).slice(0, 2)).toEqual([
      'These bytes are encrypted with the key "gone", which ENCRYPTION_KEYS does not have.',
      "These bytes cannot be decrypted: they were changed, or belong to something else.",
    ]);
    expect(await knownKeys()).toEqual([newKey.id, "gone"]);
    const [row] = await encryptedAddresses.readRows(fixture.old.database, null, 1);
    expect(() => decryptAddress(fixture.fresh, fixture.shop, row?.values[0] as Buffer)).toThrow(
      'the key "gone"',
    );
  });

  it("is skipped by processes that started before the latest key", async () => {
    await insertRecipients(fixture.old, fixture.shop, 1);
    await reencryptAll(fixture.fresh);
    await reencryptAll(fixture.old);
    expect(await ciphertextsByKey(fixture.old)).toEqual({ [newKey.id]: 1 });
    expect(fixture.log.at(-1)).toMatchObject({ current: oldKey.id, latest: newKey.id });
  });

  it("returns to the old key if the earlier order of the keys is deployed again", async () => {
    await insertRecipients(fixture.old, fixture.shop, 1);
    await reencryptAll(fixture.fresh);
    await openKeyring(fixture.old.database, [oldKey, newKey]);
    await reencryptAll(fixture.old);
    expect(await ciphertextsByKey(fixture.old)).toEqual({ [oldKey.id]: 1 });
  });

  it("lists the keys that data needs, including missing ones, and damaged data", async () => {
    const { database } = fixture.old;
    await insertRecipients(fixture.old, fixture.shop, 4);
    await database.query(
      "UPDATE recipient SET address = '' WHERE id = (SELECT max(id) FROM recipient)",
    );
    const spare = testKey("spare");
    const uses = await listKeys(database, [newKey, spare], encryptedTables);
    const none = (table: string) => ({ table, count: 0 });
    const others = ["session", "campaign_recipient", "customer_codes", "seal_key"].map(none);
    expect(uses).toEqual([
      { id: newKey.id, place: 0, required: true, counts: [...others, none("recipient")] },
      { id: "spare", place: 1, required: false, counts: [...others, none("recipient")] },
      {
        id: oldKey.id,
        place: -1,
        required: true,
        counts: [...others, { table: "recipient", count: 3 }],
      },
      { id: "", place: -1, required: false, counts: [...others, { table: "recipient", count: 1 }] },
    ]);
  });

  it("covers every binary column of the database that is not a hash", async () => {
    const hashes = [
      "api_key.hash",
      "api_key.previous_hash",
      "api_request.fingerprint",
      "campaign_recipient.domain_key",
      "campaign_recipient.key",
      "customer_codes.digest",
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
    // The hash secret has a copy for each key, and uploaded files are stored as they are.
    const others = ["encryption_key.hash_secret", "file_upload_chunk.bytes"];
    const texts = ["session.accessToken", "session.refreshToken"];
    const found = await fixture.old.database.query<{ name: string }>(
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
