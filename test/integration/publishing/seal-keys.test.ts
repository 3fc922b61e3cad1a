import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { keyringOf } from "../../../app/core/encryption/keyring.server";
import type { ShopContext } from "../../../app/core/ids";
import { reencryptData } from "../../../app/database/encryption/reencrypt-data.server";
import { encryptedSealKeys } from "../../../app/features/publishing/sealing/encrypted-seal-keys.server";
import {
  markKeysPublished,
  rotateSealKey,
  sealKeys,
} from "../../../app/features/publishing/sealing/seal-keys.server";
import { testKey } from "../../factories/test-keys";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";
import { assignTo, codesOf, insertSealedPool, unseal } from "./sealed-fixture";

describe("a store's seal keys", () => {
  let services: TestServices;
  let shop: ShopContext;
  let shops = 0;
  let poolId: number;

  beforeAll(async () => {
    services = await openTestServices();
  });
  beforeEach(async () => {
    shops += 1;
    shop = await insertShop(services, `shop-${shops}.myshopify.com`);
    poolId = await insertSealedPool(services, shop);
  });
  afterAll(() => services.close());

  async function codeFor(recipient: string): Promise<string> {
    const [given] = codesOf(await assignTo(services, shop, poolId, [recipient]));
    return given?.code ?? "";
  }
  const ids = async () => (await sealKeys(services, shop.id)).map(({ id }) => id);

  it("begin with one that seals at once, made by two claims at the same time", async () => {
    const other = await insertSealedPool(services, shop);
    expect(await ids()).toEqual([]);
    await Promise.all([
      assignTo(services, shop, poolId, ["ada@example.com"]),
      assignTo(services, shop, other, ["ada@example.com"]),
    ]);
    const keys = await sealKeys(services, shop.id);
    expect(keys.map(({ id, secret }) => [id, secret.length])).toEqual([[1, 16]]);
  });

  it("are another store's for another store", async () => {
    await codeFor("ada@example.com");
    const [own] = await sealKeys(services, shop.id);
    shop = await insertShop(services, `other-${shops}.myshopify.com`);
    poolId = await insertSealedPool(services, shop);
    await codeFor("ada@example.com");
    const [theirs] = await sealKeys(services, shop.id);
    expect(theirs?.secret.equals(own?.secret ?? Buffer.alloc(0))).toBe(false);
  });

  it("seal only once the guard's configuration has them, and keep opening earlier codes", async () => {
    const first = await codeFor("ada@example.com");
    expect(await rotateSealKey(services, shop, { actor: { name: "Ada" } })).toEqual({
      ok: true,
      value: { id: 2 },
    });
    const waiting = await codeFor("ben@example.com");
    expect(await unseal(services, shop, poolId, waiting, "ben@example.com")).toMatchObject({
      key: 1,
    });
    await markKeysPublished(services, shop.id, await ids());
    const fresh = await codeFor("cleo@example.com");
    const opened = { lastDay: 0, fits: true };
    expect(await unseal(services, shop, poolId, fresh, "cleo@example.com")).toEqual({
      key: 0,
      ...opened,
    });
    expect(await unseal(services, shop, poolId, first, "ada@example.com")).toEqual({
      key: 1,
      ...opened,
    });
  });

  it("are eight at most", async () => {
    const rotations = Array.from({ length: 8 }, () =>
      rotateSealKey(services, shop, { actor: { name: "Ada" } }),
    );
    const results = await Promise.all(rotations);
    expect(results.filter(({ ok }) => !ok)).toEqual([
      { ok: false, failure: { kind: "too_many_seal_keys", max: 8 } },
    ]);
    expect(await ids()).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
  });

  it("stay the same when they are encrypted with another key", async () => {
    const code = await codeFor("ada@example.com");
    const { hashSecret } = services.keyring;
    await services.database.query(
      "INSERT INTO encryption_key (id, hash_secret, current_since) SELECT '2027a', hash_secret, current_since + interval '1 day' FROM encryption_key WHERE id = 'test'",
    );
    const fresh = {
      ...services,
      keyring: keyringOf([testKey("2027a"), testKey("test")], hashSecret),
    };
    const never = new AbortController().signal;
    await reencryptData(fresh, [encryptedSealKeys], never);
    const onlyNew = { ...services, keyring: keyringOf([testKey("2027a")], hashSecret) };
    expect(await unseal(onlyNew, shop, poolId, code, "ada@example.com")).toMatchObject({
      fits: true,
    });
  });
});
