import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { deletePoolCodes } from "../../../app/features/codes/delete-pool-codes.server";
import { expireCodes } from "../../../app/features/codes/expire-codes.server";
import { insertCodes } from "../../factories/insert-codes";
import { insertPool } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const never = new AbortController().signal;
const codes = 20_000;

/** These statements once compared every code with every other. They ran into the limit of a minute. */
describe("a pool that PostgreSQL's statistics don't know", () => {
  let services: TestServices;
  let known: ShopContext;
  let shops = 0;
  beforeAll(async () => {
    services = await openTestServices();
    known = await insertShop(services, "known.myshopify.com");
    await insertCodes(services, known.id, await insertPool(services, known), codes);
    await services.database.query("ANALYZE");
    return () => services.close();
  });

  const newShop = () => {
    shops += 1;
    return insertShop(services, `new-${shops}.myshopify.com`);
  };
  const stateCounts = (poolId: number) =>
    services.database.query(
      "SELECT state, count(*)::int AS count FROM current_code WHERE pool_id = $1 GROUP BY state",
      [poolId],
    );

  describe.each([
    ["of a store that they don't know either", newShop],
    ["of a store that they know", async () => known],
  ])("%s", (_, openShop) => {
    let shop: ShopContext;
    let poolId: number;
    beforeEach(async () => {
      shop = await openShop();
      poolId = await insertPool(services, shop);
      await insertCodes(services, shop.id, poolId, codes);
    });

    it("has its codes deleted in steps", async () => {
      await deletePoolCodes(services, shop, poolId, never);
      expect(await stateCounts(poolId)).toEqual([]);
    });

    it("has its codes expired in steps", async () => {
      await services.database.query(
        "UPDATE code SET use_by = $2, expires_at = $2 WHERE pool_id = $1",
        [poolId, new Date(services.clock.now().getTime() - 1000)],
      );
      expect(await expireCodes(services, never)).toBe(codes);
      expect(await stateCounts(poolId)).toEqual([{ state: "expired", count: codes }]);
    });
  });

  it("is planned for without statistics of stores, in every table", async () => {
    const tables = await services.database.query(
      `SELECT attrelid::regclass::text AS "table" FROM pg_attribute
         JOIN pg_class ON pg_class.oid = attrelid
        WHERE attname = 'shop_id' AND relkind = 'r' AND relnamespace = 'public'::regnamespace
          AND attstattarget IS DISTINCT FROM 0`,
    );
    expect(tables).toEqual([]);
  });
});
