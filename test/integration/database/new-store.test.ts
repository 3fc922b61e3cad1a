import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { deletePoolCodes } from "../../../app/features/codes/delete-pool-codes.server";
import { expireCodes } from "../../../app/features/codes/expire-codes.server";
import { undoImport } from "../../../app/features/codes/import/undo/undo-import.server";
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

    it("has its import undone, except for the codes that recipients have", async () => {
      const [batch] = await services.database.query<{ id: number }>(
        `INSERT INTO batch (shop_id, pool_id, state, file_name, byte_size, reading, added, created_by, created_at)
         VALUES ($1, $2, 'undoing', 'codes.csv', 1, '{}', $3, 'Ada', $4) RETURNING id`,
        [shop.id, poolId, codes, services.clock.now()],
      );
      const batchId = batch?.id ?? 0;
      await services.database.query(
        `WITH taken AS (
           UPDATE code SET batch_id = $3, stored_state = CASE WHEN id % 2 = 0 THEN 'assigned' ELSE stored_state END
            WHERE shop_id = $1 AND pool_id = $2 RETURNING id, stored_state)
         INSERT INTO assignment (shop_id, pool_id, code_id, recipient_id, assigned_at, source)
         SELECT $1, $2, id, id, $4, 'manual' FROM taken WHERE stored_state = 'assigned'`,
        [shop.id, poolId, batchId, services.clock.now()],
      );
      await services.database.query(
        "UPDATE pool_stock SET available = $3, assigned = $3 WHERE shop_id = $1 AND pool_id = $2",
        [shop.id, poolId, codes / 2],
      );
      await undoImport(services, shop, { batchId, keepAssigned: true });
      expect(await stateCounts(poolId)).toEqual([{ state: "assigned", count: codes / 2 }]);
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
