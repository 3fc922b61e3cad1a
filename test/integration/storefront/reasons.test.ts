import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { writeGuard } from "../../../app/features/guard/discount/write-guard.server";
import { dayNumber, sealCode } from "../../../app/features/publishing/sealing/seal";
import { newestSealKey } from "../../../app/features/publishing/sealing/seal-keys.server";
import { giveCode } from "../../factories/give-code";
import { guardPlatform } from "../../factories/guard-platform";
import { insertProtectedPool, type ProtectedPool } from "../../factories/protected-pool";
import { insertShop, type TestServices } from "../../setup/test-services";
import { openStorefrontFixture, type StorefrontFixture } from "./storefront-fixture";

const ada = { customer: "7001", address: "ada@example.com" };
const bob = { customer: "7002", address: "bob@example.com" };

describe("why a code is refused", () => {
  let fixture: StorefrontFixture;
  let services: TestServices;
  /** A store of the test's own, with the guard on. */
  let shop: ShopContext;
  let stores = 0;

  beforeAll(async () => {
    fixture = await openStorefrontFixture();
    ({ services } = fixture);
    guardPlatform(services);
  });
  afterAll(() => fixture.close());
  beforeEach(async () => {
    services.setTime(new Date("2026-11-21T12:00:00Z"));
    stores += 1;
    shop = await insertShop(services, `store-${stores}.myshopify.com`);
  });

  const query = (codes: string[], locale = "en") => [
    ...codes.map((code): [string, string] => ["code", code]),
    ["locale", locale] as [string, string],
  ];
  /** Asked by a customer, or a guest, through both doors. */
  const ask = async (codes: string[], customer?: string, locale = "en") => {
    const request = { shop: shop.domain, query: query(codes, locale) };
    const proxied = await fixture.proxied("reasons", { ...request, customer: customer ?? "" });
    const checkout = await fixture.fromCheckout("reasons", {
      query: request.query,
      claims: { dest: shop.domain },
      ...(customer === undefined ? {} : { customer }),
    });
    expect(proxied.status).toBe(200);
    expect(checkout.json).toEqual(proxied.json);
    return proxied.json.reasons as {
      code: string;
      reason: string | null;
      message: string | null;
    }[];
  };
  const reasonOf = async (code: string, customer?: string) =>
    (await ask([code], customer))[0]?.reason;

  /** A pool that seals its codes. Returns how it seals one for a recipient. */
  const sealing = async (pool: ProtectedPool = {}) => {
    const poolId = await insertProtectedPool(services, shop, { codes: 0, ...pool });
    const prefix = `P${poolId}-`;
    await services.database.query(
      `WITH added AS (
         INSERT INTO discount (shop_id, platform_id, title, status, read_at)
         VALUES ($1, $3, 'Discount', 'active', now()) RETURNING id
       )
       UPDATE pool SET type = 'dynamic', discount_id = added.id, pattern = '{}', target_stock = 1,
              reorder_point = 1
         FROM added WHERE pool.shop_id = $1 AND pool.id = $2`,
      [shop.id, poolId, `gid://discount/${poolId}`],
    );
    await services.database.query(
      `INSERT INTO seal_format (shop_id, pool_id, prefix, suffix, random_length)
       VALUES ($1, $2, $3, '', 6)`,
      [shop.id, poolId, prefix],
    );
    const { secret } = await services.database.transaction((tx) =>
      newestSealKey(tx, services, shop.id),
    );
    const format = { poolId, prefix, suffix: "", groupSize: 4, randomLength: 6 };
    return (recipient: string, lastDay?: string) =>
      sealCode(secret, format, "BCDFGH", lastDay ? dayNumber(lastDay) : 0, recipient);
  };
  /** Makes the app know that an address and a customer are one person. */
  const know = async ({ customer, address }: typeof ada) => {
    const pool = await insertProtectedPool(services, shop, { holderOnly: false, codes: 2 });
    await giveCode(services, shop, pool, address);
    await giveCode(services, shop, pool, customer);
    const recent = await services.database.query<{ id: number }>(
      `SELECT recipient_id AS id FROM assignment WHERE shop_id = $1 ORDER BY id DESC LIMIT 2`,
      [shop.id],
    );
    const ids = recent.map(({ id }) => id);
    await services.database.query(
      "UPDATE recipient SET identity_group_id = $2 WHERE shop_id = $1 AND id = ANY($3)",
      [shop.id, ids[0], ids],
    );
  };
  const turnOn = () => writeGuard(services, shop);

  it("tells a customer that a code was made for someone else, and not for whom", async () => {
    const seal = await sealing();
    await know(ada);
    await turnOn();
    const [refused] = await ask([seal(bob.address)], ada.customer);
    expect(refused?.reason).toBe("holder");
    expect(refused?.message).toMatch(/\w+/);
    expect(JSON.stringify(refused)).not.toMatch(/bob|7002/);
  });

  it("has nothing to say to the holder, by any of their identities", async () => {
    const seal = await sealing();
    await know(ada);
    await turnOn();
    expect(await reasonOf(seal(ada.address), ada.customer)).toBeNull();
    expect(await reasonOf(seal(`customer:${ada.customer}`), ada.customer)).toBeNull();
  });

  it("doesn't call a code someone else's if it doesn't know the customer's address", async () => {
    const seal = await sealing();
    await turnOn();
    expect(await reasonOf(seal(ada.address), ada.customer)).toBeNull();
  });

  it("tells a guest nothing that depends on who they are", async () => {
    const seal = await sealing();
    await know(ada);
    await services.database.query("UPDATE recipient SET blocked_at = now() WHERE shop_id = $1", [
      shop.id,
    ]);
    await turnOn();
    expect(await reasonOf(seal(ada.address))).toBeNull();
    expect(await reasonOf(seal(ada.address), ada.customer)).toBe("blocked");
  });

  it("tells everyone that a pool is paused, or that a code's last day has passed", async () => {
    const paused = await sealing({ checkoutPaused: true });
    const dated = await sealing({ personalExpiration: true });
    await know(ada);
    await turnOn();
    for (const customer of [undefined, ada.customer]) {
      expect(await reasonOf(paused(bob.address), customer)).toBe("paused");
      expect(await reasonOf(dated(bob.address, "2026-11-20"), customer)).toBe("expired");
    }
    expect(await reasonOf(dated(bob.address, "2026-11-21"))).toBeNull();
  });

  it("answers in the shopper's language, for up to five codes in the order asked", async () => {
    const paused = await sealing({ checkoutPaused: true });
    await turnOn();
    const codes = [paused("a@example.com"), "UNKNOWN", paused("b@example.com"), "\0", "X"];
    const english = await ask(codes);
    const german = await ask(codes, undefined, "de-AT");
    expect(english.map(({ code }) => code)).toEqual(codes);
    expect(english.map(({ reason }) => reason)).toEqual(["paused", null, "paused", null, null]);
    expect(german[0]?.message).not.toBe(english[0]?.message);
  });

  it("can't be asked which codes of a pool exist", async () => {
    const id = await insertProtectedPool(services, shop, { prefix: "SUMMER", codes: 3 });
    await know(ada);
    const { code } = await giveCode(services, shop, id, bob.address);
    await turnOn();
    // One that Bob has, one that nobody has yet, and one that was never made.
    const [foreign, available, unknown] = await ask([code, "SUMMER-3", "SUMMER-999"], ada.customer);
    expect(available).toEqual({ ...foreign, code: "SUMMER-3" });
    expect(unknown).toEqual({ ...foreign, code: "SUMMER-999" });
  });

  it("says nothing while the guard is off, because nothing is refused", async () => {
    const paused = await sealing({ checkoutPaused: true });
    expect(await reasonOf(paused(ada.address), ada.customer)).toBeNull();
  });

  it("says nothing about the pools of another store", async () => {
    const paused = await sealing({ checkoutPaused: true });
    await turnOn();
    const code = paused(ada.address);
    expect(await reasonOf(code)).toBe("paused");
    shop = await insertShop(services, `other-${stores}.myshopify.com`);
    await sealing();
    await turnOn();
    expect(await reasonOf(code)).toBeNull();
  });

  it.each<[string, string[]]>([
    ["no code", []],
    ["six codes", ["A", "B", "C", "D", "E", "F"]],
    ["an empty code", [""]],
    ["a code that no store could have", ["A".repeat(256)]],
  ])("rejects a question about %s", async (_, codes) => {
    const response = await fixture.proxied("reasons", { shop: shop.domain, query: query(codes) });
    expect(response).toMatchObject({ status: 400, json: { code: "invalid_input" } });
  });
});
