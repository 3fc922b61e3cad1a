import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { releaseAssignments } from "../../../app/features/assignments/release/release-assignments.server";
import { giveCode } from "../../factories/give-code";
import { insertPool, redeemCode, type StockedPool } from "../../factories/stocked-pool";
import { insertShop, type TestServices } from "../../setup/test-services";
import { openStorefrontFixture, type StorefrontFixture } from "./storefront-fixture";

const address = "ada@example.com";
const customer = "7001";

describe("a customer's own codes", () => {
  let fixture: StorefrontFixture;
  let services: TestServices;
  /** A store of the test's own. */
  let shop: ShopContext;
  let stores = 0;

  beforeAll(async () => {
    fixture = await openStorefrontFixture();
    ({ services } = fixture);
  });
  afterAll(() => fixture.close());
  beforeEach(async () => {
    services.setTime(new Date("2026-11-21T12:00:00Z"));
    stores += 1;
    shop = await insertShop(services, `store-${stores}.myshopify.com`);
  });

  const codes = async (locale = "en", id = customer) => {
    const query: [string, string][] = [["locale", locale]];
    const response = await fixture.proxied("codes", { customer: id, shop: shop.domain, query });
    expect(response.status).toBe(200);
    return response.json.codes;
  };
  const give = async (pool: StockedPool, recipient = customer) => {
    const id = await insertPool(services, shop, { codes: 1, ...pool });
    const { code, id: assignmentId } = await giveCode(services, shop, id, recipient);
    return { pool: id, code, assignmentId };
  };
  const set = (table: string, change: string, id: number) =>
    services.database.query(`UPDATE ${table} SET ${change} WHERE shop_id = $1 AND id = $2`, [
      shop.id,
      id,
    ]);
  const turnGuard = (status: string) =>
    services.database.query(
      "INSERT INTO guard (shop_id, enabled, status, status_since) VALUES ($1, true, $2, now())",
      [shop.id, status],
    );
  const linkDiscount = async (pool: number, terms: object | null, dates = {}) => {
    const { startsAt = null, endsAt = null } = dates as { startsAt?: string; endsAt?: string };
    const [discount] = await services.database.query<{ id: number }>(
      `INSERT INTO discount (shop_id, platform_id, title, status, terms, starts_at, ends_at, read_at)
       VALUES ($1, $2, 'Internal title', 'active', $3, $4, $5, now()) RETURNING id`,
      [shop.id, `gid://discount/${pool}`, terms && JSON.stringify(terms), startsAt, endsAt],
    );
    await set("pool", `discount_id = ${discount?.id}`, pool);
  };
  const isOnePerson = async (...recipients: string[]) => {
    const addresses = await services.database.query<{ id: number }>(
      "SELECT recipient_id AS id FROM assignment WHERE shop_id = $1 ORDER BY id",
      [shop.id],
    );
    expect(addresses).toHaveLength(recipients.length);
    await services.database.query(
      "UPDATE recipient SET identity_group_id = $2 WHERE shop_id = $1",
      [shop.id, addresses[0]?.id],
    );
  };

  it("has what a block needs to show a code and apply it", async () => {
    const { code, pool } = await give({ code: { useBy: new Date("2026-12-31T22:59:59Z") } });
    const terms = {
      value: { kind: "percentage", percent: 20 },
      items: { kind: "all" },
      minimum: { subtotal: "50" },
    };
    await linkDiscount(pool, terms);
    expect(await codes("de-AT")).toEqual([
      {
        code,
        summary: expect.stringMatching(/^20\s% Rabatt ab 50\s€ Bestellwert$/),
        last_day: "2026-12-31",
        url: `https://${shop.domain}/discount/${code}`,
        status: "usable",
      },
    ]);
  });

  it("says nothing about a discount that the app can't read, not even its internal title", async () => {
    const { pool } = await give({});
    await linkDiscount(pool, null);
    expect(await codes()).toMatchObject([{ summary: null, last_day: null }]);
  });

  it("counts the end of the discount, and a day that ends at midnight as the day before", async () => {
    const { pool } = await give({ code: { useBy: new Date("2026-12-31T22:59:59Z") } });
    // Midnight in Berlin.
    await linkDiscount(pool, null, { endsAt: "2026-11-30T23:00:00Z" });
    expect(await codes()).toMatchObject([{ last_day: "2026-11-30" }]);
  });

  it("includes the codes of every identity of the person, the first to expire first", async () => {
    const late = await give({ code: { useBy: new Date("2026-12-31T22:59:59Z") } }, address);
    const never = await give({});
    const soon = await give({ code: { useBy: new Date("2026-12-01T22:59:59Z") } });
    await isOnePerson(address, customer, customer);
    expect((await codes()).map(({ code }: { code: string }) => code)).toEqual([
      soon.code,
      late.code,
      never.code,
    ]);
  });

  it("shows a shared code once, even if two identities have it", async () => {
    const { pool, code } = await give({ type: "shared" }, address);
    await giveCode(services, shop, pool, customer);
    await isOnePerson(address, customer);
    expect(await codes()).toMatchObject([{ code }]);
  });

  it("leaves out codes that no longer work or don't work yet", async () => {
    const redeemed = await give({});
    await redeemCode(services, shop, redeemed.pool, redeemed.code);
    const released = await give({});
    await releaseAssignments(services, shop, {
      poolId: null,
      assignmentIds: [released.assignmentId],
      actor: { name: "Ada" },
    });
    await give({ code: { useBy: new Date("2026-11-22T22:59:59Z") } });
    const missing = await give({});
    await services.database.query(
      "UPDATE code SET in_store = false WHERE shop_id = $1 AND code = $2",
      [shop.id, missing.code],
    );
    const uploading = await give({});
    await services.database.query(
      "UPDATE code SET publish_status = 'uploading' WHERE shop_id = $1 AND code = $2",
      [shop.id, uploading.code],
    );
    services.setTime(new Date("2026-11-23T12:00:00Z"));
    expect(await codes()).toEqual([]);
  });

  it.each([
    ["the merchant paused it", "checkout_paused = true"],
    ["it is protected and inactive", "holder_only = true, active = false"],
    ["it is protected and archived", "personal_expiration = true, archived_at = now()"],
  ])("marks the codes of a pool as paused because %s", async (_, change) => {
    const { pool, code } = await give({});
    await set("pool", change, pool);
    await turnGuard("on");
    expect(await codes()).toMatchObject([{ code, status: "paused" }]);
  });

  it.each(["off", "missing"])("shows no pool as paused while the guard is %s", async (status) => {
    const { pool } = await give({});
    await set("pool", "checkout_paused = true", pool);
    await turnGuard(status);
    expect(await codes()).toMatchObject([{ status: "usable" }]);
  });

  it("keeps codes of an inactive pool usable if nothing refuses them", async () => {
    const { pool } = await give({});
    await set("pool", "active = false", pool);
    expect(await codes()).toMatchObject([{ status: "usable" }]);
  });

  it("marks a code whose discount starts later", async () => {
    const { pool } = await give({});
    await linkDiscount(pool, null, { startsAt: "2026-12-24T00:00:00Z" });
    expect(await codes()).toMatchObject([{ status: "not_started" }]);
  });

  it("shows a blocked person nothing", async () => {
    await give({});
    await services.database.query("UPDATE recipient SET blocked_at = now() WHERE shop_id = $1", [
      shop.id,
    ]);
    expect(await codes()).toEqual([]);
  });

  it("shows at most fifty codes", async () => {
    const pool = await insertPool(services, shop, { codes: 60, resendPolicy: "always_new" });
    for (let given = 0; given < 60; given += 1) await giveCode(services, shop, pool, customer);
    expect(await codes()).toHaveLength(50);
  });

  it("shows nobody the codes of somebody else", async () => {
    await give({}, address);
    await give({}, "7002");
    expect(await codes()).toEqual([]);
  });

  it("rejects a locale that is sent twice, and takes any text for one", async () => {
    const twice = await fixture.proxied("codes", {
      customer,
      shop: shop.domain,
      query: [
        ["locale", "de"],
        ["locale", "fr"],
      ],
    });
    expect(twice).toMatchObject({ status: 400, json: { code: "invalid_input" } });
    expect(await codes("\0'; --")).toEqual([]);
  });
});
