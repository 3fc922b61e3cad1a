import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { listRejects } from "../../../app/features/codes/import/list-rejects.server";
import { setPoolActive } from "../../../app/features/pools/changing/set-pool-active.server";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { expectOk, importFile } from "../../factories/import-file";
import { insertPool } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const file = "code,email\nFREE-1,\nADAS-1,ada@example.com\nFREE-2,\n";
const actor = { name: "Ada" };

describe("importing codes for recipients into an inactive pool", () => {
  let services: TestServices;
  let shop: ShopContext;
  let shops = 0;

  beforeAll(async () => {
    services = await openTestServices();
  });
  afterAll(() => services.close());
  beforeEach(async () => {
    shops += 1;
    shop = await insertShop(services, `inactive-${shops}.myshopify.com`);
  });

  const count = async (table: "assignment" | "recipient") => {
    const rows = await services.database.query(`SELECT 1 FROM ${table} WHERE shop_id = $1`, [
      shop.id,
    ]);
    return rows.length;
  };

  it("assigns nothing, stores no recipient, and says what to do about each row", async () => {
    const poolId = await insertPool(services, shop, { active: false });
    const batch = await importFile(services, shop, poolId, file);
    expect(batch).toMatchObject({ state: "done", added: 2, invalid: 1 });
    expect([await count("assignment"), await count("recipient")]).toEqual([0, 0]);
    const report = { batchId: batch.id, after: 0, limit: 9 };
    const [reject] = (await listRejects(services, shop, report)).rejects;
    expect(reject).toMatchObject({ line: 3, code: "ADAS-1" });
    expect(JSON.stringify(reject)).toContain("Activate it and import this row again.");
    await expectConsistentStock(services, shop);
  });

  it("assigns the codes when the file is imported again after activating the pool", async () => {
    const poolId = await insertPool(services, shop, { active: false });
    await importFile(services, shop, poolId, file);
    expectOk(await setPoolActive(services, shop, { poolId, active: true, actor }));
    const batch = await importFile(services, shop, poolId, file);
    expect(batch).toMatchObject({ added: 1, alreadyHere: 2, invalid: 0 });
    expect(await count("assignment")).toBe(1);
    await expectConsistentStock(services, shop);
  });

  it("assigns nothing in an archived pool either", async () => {
    const poolId = await insertPool(services, shop, { active: false });
    await services.database.query("UPDATE pool SET archived_at = now() WHERE id = $1", [poolId]);
    expect(await importFile(services, shop, poolId, file)).toMatchObject({ added: 2, invalid: 1 });
    expect(await count("assignment")).toBe(0);
  });
});
