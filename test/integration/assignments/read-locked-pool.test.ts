import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import type { Transaction } from "../../../app/database/database.server";
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

  /** Runs a test in a transaction, and takes its changes back. */
  const undone = (test: (tx: Transaction) => Promise<void>) => async () => {
    const end = new Error("end of the test");
    const ran = services.database.transaction(async (tx) => {
      await test(tx);
      throw end;
    });
    await expect(ran).rejects.toBe(end);
  };
  const read = (tx: Transaction) => readLockedPool(tx, shop.id, poolId, 1, services.clock.now());
  /** The tables that PostgreSQL would scan sequentially, with current statistics. */
  async function tablesScanned(tx: Transaction): Promise<string[]> {
    await tx.query("ANALYZE");
    let plan: { "QUERY PLAN": string }[] = [];
    const explaining = {
      ...tx,
      query: async <Row>(text: string, values: readonly unknown[]) => {
        plan = await tx.query(`EXPLAIN ${text}`, values);
        return plan as Row[];
      },
    };
    await read(explaining);
    return plan.flatMap((row) => /Seq Scan on (\w+)/.exec(row["QUERY PLAN"])?.[1] ?? []);
  }

  it(
    "scans no codes if none was looked up in the store",
    undone(async (tx) => {
      expect(await tablesScanned(tx)).not.toContain("code");
      expect(await read(tx)).toMatchObject({ missing: false });
    }),
  );

  it(
    "scans no codes if the codes of another pool are missing in the store",
    undone(async (tx) => {
      await tx.query("UPDATE code SET in_store = false WHERE shop_id = $1 AND pool_id = $2", [
        shop.id,
        other,
      ]);
      expect(await tablesScanned(tx)).not.toContain("code");
      expect(await read(tx)).toMatchObject({ missing: false });
    }),
  );

  it(
    "detects a single code that is missing in the store",
    undone(async (tx) => {
      await tx.query(
        `UPDATE code SET in_store = false WHERE id = (
           SELECT max(id) FROM code WHERE shop_id = $1 AND pool_id = $2)`,
        [shop.id, poolId],
      );
      expect(await tablesScanned(tx)).not.toContain("code");
      expect(await read(tx)).toMatchObject({ missing: true });
    }),
  );
});
