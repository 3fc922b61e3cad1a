import { beforeAll, beforeEach } from "vitest";
import type { ShopContext } from "../../app/core/ids";
import { insertShop, openTestServices, type TestServices } from "../setup/test-services";
import { expectConsistentLedger, readRedemptions } from "./consistent-ledger";
import { expectConsistentStock } from "./consistent-stock";
import { giveCode } from "./give-code";
import { insertPool } from "./stocked-pool";

/** The stock of a pool without codes. */
export const nothing = { available: 0, assigned: 0, redeemed: 0, expired: 0, voided: 0 };

/** Creates a shop with a pool of three codes for each test, and helpers for assignments and redemptions. */
export function ledgerFixture(name: string) {
  let shops = 0;
  const fixture = {
    services: undefined as unknown as TestServices,
    shop: undefined as unknown as ShopContext,
    poolId: 0,
  };
  const helpers = {
    give: (recipient: string, pool = fixture.poolId, source = "manual") =>
      giveCode(fixture.services, fixture.shop, pool, recipient, source),
    async stock(pool = fixture.poolId) {
      const [row] = await fixture.services.database.query(
        "SELECT available, assigned, redeemed, expired, voided FROM pool_stock WHERE shop_id = $1 AND pool_id = $2",
        [fixture.shop.id, pool],
      );
      return row;
    },
    redemptions: () => readRedemptions(fixture.services, fixture.shop),
    /** Expects stock, statistics and codes to agree with the rows they are counted from. */
    async expectConsistent() {
      await expectConsistentStock(fixture.services, fixture.shop);
      await expectConsistentLedger(fixture.services, fixture.shop);
    },
    /** The pool's codes in queue order. */
    async codeTexts(pool = fixture.poolId) {
      const codes = await fixture.services.database.query<{ code: string }>(
        "SELECT code FROM code WHERE shop_id = $1 AND pool_id = $2 ORDER BY position",
        [fixture.shop.id, pool],
      );
      return codes.map(({ code }) => code);
    },
  };
  beforeAll(async () => {
    fixture.services = await openTestServices();
    return () => fixture.services.close();
  });
  beforeEach(async () => {
    fixture.services.setTime(new Date("2026-11-21T12:00:00Z"));
    shops += 1;
    fixture.shop = await insertShop(fixture.services, `${name}-${shops}.myshopify.com`);
    fixture.poolId = await insertPool(fixture.services, fixture.shop, { codes: 3 });
  });
  return Object.assign(fixture, helpers);
}
