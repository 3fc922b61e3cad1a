import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { eraseShop } from "../../../app/features/privacy/erasure/erase-shop.server";
import { fillEveryTable } from "../../factories/fill-every-table";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const never = new AbortController().signal;

describe("erasing a store", () => {
  let services: TestServices;
  let shop: ShopContext;
  let other: ShopContext;
  let tables: string[];

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
    other = await insertShop(services, "other-store.myshopify.com");
    tables = await fillEveryTable(services, shop);
    await fillEveryTable(services, other);
  });
  afterAll(() => services.close());

  async function tablesWithRowsOf({ id }: ShopContext): Promise<string[]> {
    const filled = await Promise.all(
      tables.map(async (table) => {
        const rows = await services.database.query(
          `SELECT 1 FROM ${table} WHERE shop_id = $1 LIMIT 1`,
          [id],
        );
        return rows.length > 0 ? [table] : [];
      }),
    );
    return filled.flat();
  }

  it("deletes its rows from every table, and no other store's", async () => {
    expect(tables).toContain("discount");
    expect(await tablesWithRowsOf(shop)).toEqual(tables);
    const linked = "SELECT 1 FROM pool WHERE shop_id = $1 AND discount_id IS NOT NULL";
    expect(await services.database.query(linked, [shop.id])).toHaveLength(1);
    await services.database.query("UPDATE shop SET uninstalled_at = now() WHERE id = $1", [
      shop.id,
    ]);
    await eraseShop(services, { shopId: shop.id }, never);
    expect(await tablesWithRowsOf(shop)).toEqual([]);
    expect(await services.database.query("SELECT id FROM shop")).toEqual([{ id: other.id }]);
    expect(await tablesWithRowsOf(other)).toEqual(tables);
  });
});
