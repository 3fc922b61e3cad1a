import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../../../app/database/database.server";
import { openKeyring } from "../../../app/database/encryption/open-keyring.server";
import { testKey } from "../../factories/test-keys";
import {
  insertShop,
  openTestServices,
  otherServer,
  type TestServices,
} from "../../setup/test-services";
import { insertRecipients } from "./rotation-fixture";

const [old, fresh] = [testKey("2026a"), testKey("2026b")];

describe("opening the keyring", () => {
  let services: TestServices;
  beforeEach(async () => {
    services = await openTestServices();
    await services.database.query("DELETE FROM encryption_key");
  });
  afterEach(() => services.close());

  const known = async () =>
    (
      await services.database.query<{ id: string }>(
        "SELECT id FROM encryption_key ORDER BY current_since",
      )
    ).map(({ id }) => id);

  it("creates one hash secret in a new database, even if several processes start concurrently", async () => {
    const servers = Array.from({ length: 4 }, () => otherServer(services, 1));
    const rings = await Promise.all(
      servers.map(({ database }, index) =>
        openKeyring(database, index % 2 ? [fresh, old] : [old, fresh]),
      ),
    );
    await Promise.all(servers.map((server) => server.close()));
    expect(new Set(rings.map(({ hashSecret }) => hashSecret.toString("hex"))).size).toBe(1);
    expect((await known()).sort()).toEqual(["2026a", "2026b"]);
  });

  it("keeps the hash secret across key rotations, and never stores it unencrypted", async () => {
    const before = await openKeyring(services.database, [old]);
    const during = await openKeyring(services.database, [fresh, old]);
    await services.database.query("DELETE FROM encryption_key WHERE id = '2026a'");
    const after = await openKeyring(services.database, [fresh]);
    expect(during.hashSecret).toEqual(before.hashSecret);
    expect(after.hashSecret).toEqual(before.hashSecret);
    expect(during.current).toBe(fresh);
    const rows = await services.database.query<{ hash_secret: Buffer }>(
      "SELECT hash_secret FROM encryption_key",
    );
    for (const row of rows) expect(row.hash_secret.includes(before.hashSecret)).toBe(false);
  });

  it("makes a key current once a process encrypts with it", async () => {
    await openKeyring(services.database, [old, fresh]);
    expect(await known()).toEqual(["2026a"]);
    await openKeyring(services.database, [fresh, old]);
    expect(await known()).toEqual(["2026a", "2026b"]);
    await openKeyring(services.database, [old, fresh]);
    expect(await known()).toEqual(["2026b", "2026a"]);
    const since = () => services.database.query("SELECT id, current_since FROM encryption_key");
    const before = await since();
    await openKeyring(services.database, [old, fresh]);
    expect(await since()).toEqual(before);
  });

  it("fails if a key that data may still need is missing, and names it", async () => {
    await openKeyring(services.database, [old]);
    await expect(openKeyring(services.database, [fresh])).rejects.toThrow(
      'The database may hold data that is encrypted with the key "2026a", which ENCRYPTION_KEYS does not have. Add it, after the others.',
    );
    expect(await known()).toEqual(["2026a"]);
  });

  it("fails if a known ID has a different key, and names it", async () => {
    await openKeyring(services.database, [old]);
    const wrong = { id: "2026a", secret: fresh.secret };
    await expect(openKeyring(services.database, [wrong])).rejects.toThrow(
      'The key "2026a" in ENCRYPTION_KEYS is not the one that this database is encrypted with under that id.',
    );
  });

  it.each<[string, (shopId: number) => Promise<unknown>]>([
    [
      "recipients",
      (id) => insertRecipients(services, { id } as Parameters<typeof insertRecipients>[1], 1),
    ],
    [
      "orders",
      (id) =>
        services.database.query(
          `INSERT INTO shop_order (shop_id, id, name, updated_at, ordered_at, fully_refunded, test,
                                   currency, total, refunded, codes, settled)
           VALUES ($1, 'order', '#1001', now(), now(), false, false, 'EUR', 1, 0, '[]', true)`,
          [id],
        ),
    ],
  ])("fails if all copies of the hash secret are gone and there are %s", async (_, insert) => {
    const before = await openKeyring(services.database, [old]);
    await insert((await insertShop(services)).id);
    await services.database.query("DELETE FROM encryption_key");
    await expect(openKeyring(services.database, [old])).rejects.toThrow(
      "The table encryption_key is empty, although the database has data that needs it. Restore the table from the backup.",
    );
    expect(await known()).toEqual([]);
    const lost = await openKeyring(services.database, [old], { replaceLost: true });
    expect(lost.hashSecret).not.toEqual(before.hashSecret);
    const again = await openKeyring(services.database, [old], { replaceLost: true });
    expect(again.hashSecret).toEqual(lost.hashSecret);
    await openKeyring(services.database, [old]);
  });

  it("fails if the database isn't responding", async () => {
    const nowhere = openDatabase("postgres://127.0.0.1:1/none", 1, services.log);
    await expect(openKeyring(nowhere, [old])).rejects.toThrow(/^The database does not answer: ./);
    await nowhere.close();
  });

  it("fails if the database has no tables yet", async () => {
    await services.database.query("DROP TABLE encryption_key CASCADE");
    await expect(openKeyring(services.database, [old])).rejects.toThrow(
      "The database is not on the current schema. Run `npm run migrate` first.",
    );
  });
});
