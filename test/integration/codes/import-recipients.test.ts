import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { assignCodes } from "../../../app/features/assignments/assign-codes.server";
import { listRejects } from "../../../app/features/codes/import/list-rejects.server";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { expectOk, importFile } from "../../factories/import-file";
import { insertPool } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

describe("importing codes that belong to recipients", () => {
  let services: TestServices;
  let shop: ShopContext;
  let poolId: number;
  let shops = 0;

  beforeAll(async () => {
    services = await openTestServices();
  });
  beforeEach(async () => {
    shops += 1;
    shop = await insertShop(services, `recipients-${shops}.myshopify.com`);
    poolId = await insertPool(services, shop);
  });
  afterAll(() => services.close());

  const secondCode = "This recipient already has a code from this pool.";
  const importCsv = async (content: string) => {
    const batch = await importFile(services, shop, poolId, content);
    const { rejects } = await listRejects(services, shop, {
      batchId: batch.id,
      after: 0,
      limit: 9,
    });
    await expectConsistentStock(services, shop);
    return { batch, rejects: rejects.map(({ line, reason, detail }) => [line, detail ?? reason]) };
  };

  it("assigns one code to a recipient who is in the file twice", async () => {
    const { batch, rejects } = await importCsv(
      "code,email\nD-1,ada@example.com\nD-2,ADA@example.com\nD-3,ben@example.com\nD-4,\n",
    );
    expect(batch).toMatchObject({ added: 3, invalid: 1 });
    expect(rejects).toEqual([[3, secondCode]]);
  });

  it("assigns no second code to a recipient who already has one from the pool", async () => {
    await importCsv("code\nD-0\n");
    expectOk(
      await assignCodes(services, shop, {
        pool: poolId,
        recipients: [{ recipient: "ada@example.com" }],
        source: "manual",
      }),
    );
    const { batch, rejects } = await importCsv(
      "code,email\nD-1,ada@example.com\nD-2,ben@example.com\n",
    );
    expect(batch).toMatchObject({ added: 1, invalid: 1 });
    expect(rejects).toEqual([[2, secondCode]]);
  });

  it("reports the codes of a repeated file as already in the pool", async () => {
    const file = "code,email\nD-1,ada@example.com\nD-1,ada@example.com\nD-2,ben@example.com\n";
    const first = await importCsv(file);
    expect(first.rejects).toEqual([[3, "twice_in_file"]]);
    const again = await importCsv(file);
    expect(again.batch).toMatchObject({ added: 0, alreadyHere: 3, invalid: 0 });
  });

  it("assigns another code if the pool always gives new ones, or once the first is released", async () => {
    await services.database.query(
      "UPDATE pool SET resend_policy = 'always_new' WHERE shop_id = $1 AND id = $2",
      [shop.id, poolId],
    );
    const both = "code,email\nD-1,ada@example.com\nD-2,ada@example.com\n";
    expect((await importCsv(both)).batch).toMatchObject({ added: 2, invalid: 0 });
    await services.database.query(
      "UPDATE pool SET resend_policy = 'same_while_valid' WHERE shop_id = $1 AND id = $2",
      [shop.id, poolId],
    );
    await services.database.query("UPDATE assignment SET released_at = now() WHERE shop_id = $1", [
      shop.id,
    ]);
    const more = await importFile(services, shop, poolId, "code,email\nD-3,ada@example.com\n");
    expect(more).toMatchObject({ added: 1, invalid: 0 });
  });
});
