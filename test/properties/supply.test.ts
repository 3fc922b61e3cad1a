import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ShopContext } from "../../app/core/ids";
import { decryptAddress } from "../../app/features/recipients/recipient-encryption.server";
import { expectConsistentStock } from "../factories/consistent-stock";
import { FakePlatform } from "../integration/publishing/fake-platform";
import { unseal } from "../integration/publishing/sealed-fixture";
import {
  insertShop,
  openTestServices,
  otherServer,
  type TestServices,
} from "../setup/test-services";
import { finishSupply, runSupplyCommand } from "./run-supply-command";
import { makeSupplyFixture, type SupplyCommand, supplyCommand } from "./supply-command";

/** For a long search: `PROPERTY_RUNS=500 npx vitest run test/properties/supply.test.ts`. */
const numRuns = Number(process.env["PROPERTY_RUNS"] ?? 40);

describe("whatever happens between the app and the platform", () => {
  let services: TestServices;
  let servers: TestServices[];
  let shops = 0;

  beforeAll(async () => {
    services = await openTestServices();
    servers = [services, ...[1, 2].map(() => otherServer(services))];
  });
  afterAll(() => Promise.all(servers.map((server) => server.database.close())));

  it(
    "no code has two recipients, totals are correct, and live codes are on the platform once",
    async () => {
      const scripts = fc.array(fc.array(supplyCommand, { maxLength: 10 }), {
        minLength: 1,
        maxLength: 4,
      });
      await fc.assert(
        fc.asyncProperty(scripts, async (callers: SupplyCommand[][]) => {
          shops += 1;
          const shop = await insertShop(services, `shop-${shops}.myshopify.com`);
          const platform = new FakePlatform(new Set(["ours", "other"]));
          for (const server of servers) server.platform = platform.open;
          const fixture = await makeSupplyFixture(services, shop, platform);
          await Promise.all(
            callers.map(async (script, place) => {
              const server = servers[place % servers.length] ?? services;
              for (const step of script) await runSupplyCommand(server, fixture, step);
            }),
          );
          await expectConsistentStock(services, shop);
          await finishSupply(services, fixture);
          await expectConsistentStock(services, shop);
          await expectSameThere(fixture.shop.id, platform);
          await expectAllLive(fixture.shop.id);
          await expectSealedForHolders(shop, fixture.pools[0] ?? 0);
        }),
        { numRuns, endOnFailure: numRuns > 100 },
      );
    },
    120_000 + numRuns * 5_000,
  );

  /** A sealed code that has a recipient was made for that recipient. */
  async function expectSealedForHolders(shop: ShopContext, poolId: number): Promise<void> {
    const rows = await services.database.query<{ code: string; address: Buffer }>(
      `SELECT code.code, recipient.address FROM assignment
         JOIN code ON code.shop_id = $1 AND code.id = assignment.code_id
         JOIN recipient ON recipient.shop_id = $1 AND recipient.id = assignment.recipient_id
        WHERE assignment.shop_id = $1 AND assignment.pool_id = $2`,
      [shop.id, poolId],
    );
    for (const { code, address } of rows) {
      const recipient = decryptAddress(services, shop, address);
      const opened = await unseal(services, shop, poolId, code, recipient);
      expect(opened?.fits ?? true, `${code} for ${recipient}`).toBe(true);
    }
  }

  async function expectSameThere(shopId: number, platform: FakePlatform): Promise<void> {
    const live = await services.database.query<{ place: string }>(
      `SELECT discount.platform_id || ' ' || code_key AS place
         FROM code JOIN publish_batch AS call ON call.shop_id = $1 AND call.id = code.publish_batch_id
         JOIN discount ON discount.shop_id = $1 AND discount.id = call.discount_id
        WHERE code.shop_id = $1 AND publish_status = 'live'`,
      [shopId],
    );
    const onPlatform = [...platform.codes]
      .filter(([, { discountId }]) => platform.discounts.has(discountId))
      .map(([key, { discountId }]) => `${discountId} ${key}`)
      .sort();
    expect(onPlatform, "codes of the discounts").toEqual(live.map(({ place }) => place).sort());
  }

  /** In the end, exactly the available and assigned codes are live. */
  async function expectAllLive(shopId: number): Promise<void> {
    const wrong = await services.database.query(
      `SELECT code, state, publish_status FROM current_code
        WHERE shop_id = $1 AND (state IN ('available', 'assigned')) <> (publish_status = 'live')`,
      [shopId],
    );
    expect(wrong, "codes that are live but shouldn't be, or the reverse").toEqual([]);
    const others = await services.database.query(
      `SELECT code.code FROM current_code AS code
         JOIN pool ON pool.shop_id = $1 AND pool.id = code.pool_id
         JOIN publish_batch AS call ON call.shop_id = $1 AND call.id = code.publish_batch_id
        WHERE code.shop_id = $1 AND code.state = 'available'
          AND call.discount_id <> pool.discount_id`,
      [shopId],
    );
    expect(others, "available codes under another discount").toEqual([]);
  }
});
