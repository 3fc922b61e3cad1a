import { beforeAll, beforeEach } from "vitest";
import type { ShopContext } from "../../app/core/ids";
import { insertShop, openTestServices, type TestServices } from "../setup/test-services";
import { giveCode } from "./give-code";
import { expectTrueFigures, readRedemptions } from "./ledger-truth";
import { expectTruth } from "./stock-truth";
import { insertPool } from "./stocked-pool";

/** The figures of a pool without codes. */
export const nothing = { available: 0, assigned: 0, redeemed: 0, expired: 0, voided: 0 };

/** For each test a shop of its own with a pool of three codes, and words for what orders do to it. */
export function ledgerFixture(name: string) {
  let shops = 0;
  const world = {
    services: undefined as unknown as TestServices,
    shop: undefined as unknown as ShopContext,
    poolId: 0,
  };
  const words = {
    give: (recipient: string, pool = world.poolId, source = "manual") =>
      giveCode(world.services, world.shop, pool, recipient, source),
    async stock(pool = world.poolId) {
      const [row] = await world.services.database.query(
        "SELECT available, assigned, redeemed, expired, voided FROM pool_stock WHERE shop_id = $1 AND pool_id = $2",
        [world.shop.id, pool],
      );
      return row;
    },
    redemptions: () => readRedemptions(world.services, world.shop),
    /** Stock, statistics and codes agree with what they are counted from. */
    async trueEverywhere() {
      await expectTruth(world.services, world.shop);
      await expectTrueFigures(world.services, world.shop);
    },
    /** The pool's codes as they stand in line. */
    async codeTexts(pool = world.poolId) {
      const codes = await world.services.database.query<{ code: string }>(
        "SELECT code FROM code WHERE shop_id = $1 AND pool_id = $2 ORDER BY position",
        [world.shop.id, pool],
      );
      return codes.map(({ code }) => code);
    },
  };
  beforeAll(async () => {
    world.services = await openTestServices();
    return () => world.services.close();
  });
  beforeEach(async () => {
    world.services.setTime(new Date("2026-11-21T12:00:00Z"));
    shops += 1;
    world.shop = await insertShop(world.services, `${name}-${shops}.myshopify.com`);
    world.poolId = await insertPool(world.services, world.shop, { codes: 3 });
  });
  return Object.assign(world, words);
}
