import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { readLockedPool } from "../../../app/features/assignments/allocation/read-locked-pool.server";
import { insertPool } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

describe("reading a locked pool", () => {
  let services: TestServices;
  let shop: ShopContext;
  let poolId: number;
  let other: number;

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
    poolId = await insertPool(services, shop, { codes: 20_000 });
    other = await insertPool(services, shop, { codes: 20_000 });
  });
  afterAll(() => services.close());

  const read = () =>
    services.database.transaction((tx) =>
      readLockedPool(tx, shop.id, poolId, 1, services.clock.now()),
    );
  /** The tables that PostgreSQL would scan sequentially, with current statistics. */
  async function tablesScanned(): Promise<string[]> {
    await services.database.query("ANALYZE");
    const lines = await services.database.transaction(async (tx) => {
      let plan: { "QUERY PLAN": string }[] = [];
      const explaining = {
        ...tx,
        query: async <Row>(text: string, values: readonly unknown[]) => {
          plan = await tx.query(`EXPLAIN ${text}`, values);
          return plan as Row[];
        },
      };
      await readLockedPool(explaining, shop.id, poolId, 1, services.clock.now());
      return plan.map((row) => row["QUERY PLAN"]);
    });
    return lines.flatMap((line) => /Seq Scan on (\w+)/.exec(line)?.[1] ?? []);
  }

  it("scans no codes if none was looked up in the store", async () => {
    expect(await tablesScanned()).not.toContain("code");
    expect(await read()).toMatchObject({ missing: false });
  });

  it("scans no codes if the codes of another pool are missing in the store", async () => {
    await services.database.query(
      "UPDATE code SET in_store = false WHERE shop_id = $1 AND pool_id = $2",
      [shop.id, other],
    );
    expect(await tablesScanned()).not.toContain("code");
    expect(await read()).toMatchObject({ missing: false });
  });

  it("detects a single code that is missing in the store", async () => {
    await services.database.query(
      `UPDATE code SET in_store = false WHERE id = (
         SELECT max(id) FROM code WHERE shop_id = $1 AND pool_id = $2)`,
      [shop.id, poolId],
    );
    expect(await tablesScanned()).not.toContain("code");
    expect(await read()).toMatchObject({ missing: true });
  });
});
