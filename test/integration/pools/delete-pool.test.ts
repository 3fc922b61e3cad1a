import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { deletePoolCodes } from "../../../app/features/codes/delete-pool-codes.server";
import { createPool } from "../../../app/features/pools/changing/create-pool.server";
import { deletePool } from "../../../app/features/pools/changing/delete-pool.server";
import { findPool } from "../../../app/features/pools/find-pool.server";
import { insertCodes } from "../../factories/insert-codes";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const actor = { name: "Ada" };

describe("deleting a pool", () => {
  let services: TestServices;
  let shop: ShopContext;
  let poolId: number;
  let shops = 0;

  beforeAll(async () => {
    services = await openTestServices();
  });
  beforeEach(async () => {
    shops += 1;
    shop = await insertShop(services, `delete-pool-${shops}.myshopify.com`);
    const made = await createPool(services, shop, { name: "Doomed", type: "static", actor });
    if (!made.ok) throw new Error("not made");
    poolId = made.value.id;
    await insertCodes(services, shop.id, poolId, 25_000);
    await services.database.transaction(async (tx) => {
      for (const [key, state] of [
        ["-1", "assigned"],
        ["-2", "redeemed"],
      ]) {
        await tx.query(
          `WITH held AS (
             UPDATE code SET stored_state = $3::code_state WHERE shop_id = $1 AND code_key = $2 RETURNING id
           ) INSERT INTO assignment (shop_id, pool_id, code_id, recipient_id, assigned_at, source)
             SELECT $1, $4, id, 1, $5, 'manual' FROM held`,
          [shop.id, `c${poolId}${key}`, state, poolId, services.clock.now()],
        );
      }
      await tx.query(
        `UPDATE pool_stock SET available = available - 2, assigned = 1, redeemed = 1
          WHERE pool_id = $1`,
        [poolId],
      );
    });
  });
  afterAll(() => services.close());

  it("rejects a wrong name as confirmation", async () => {
    expect(await deletePool(services, shop, { poolId, typedName: "Domed", actor })).toMatchObject({
      ok: false,
      failure: { field: "typedName" },
    });
    expect((await findPool(services, shop, poolId)).ok).toBe(true);
  });

  it("hides the pool immediately and frees its name", async () => {
    expect(
      await deletePool(services, shop, { poolId, typedName: " doomed ", actor }),
    ).toMatchObject({
      ok: true,
    });
    expect((await findPool(services, shop, poolId)).ok).toBe(false);
    expect(
      await createPool(services, shop, { name: "Doomed", type: "static", actor }),
    ).toMatchObject({
      ok: true,
      value: { handle: "doomed" },
    });
  });

  it("deletes codes that were never assigned, and can be repeated", async () => {
    const neverAborted = new AbortController().signal;
    await deletePool(services, shop, { poolId, typedName: "Doomed", actor });
    await deletePoolCodes(services, shop, poolId, neverAborted);
    await deletePoolCodes(services, shop, poolId, neverAborted);
    const codes = await services.database.query(
      "SELECT code_key, state FROM current_code WHERE shop_id = $1 AND pool_id = $2 ORDER BY code_key",
      [shop.id, poolId],
    );
    expect(codes).toEqual([
      { code_key: `c${poolId}-1`, state: "voided" },
      { code_key: `c${poolId}-2`, state: "redeemed" },
    ]);
    const [stock] = await services.database.query(
      `SELECT available, assigned, redeemed, expired, voided FROM pool_stock WHERE pool_id = $1`,
      [poolId],
    );
    expect(stock).toEqual({ available: 0, assigned: 0, redeemed: 1, expired: 0, voided: 1 });
  });
});
