import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { createPool } from "../../../app/features/pools/changing/create-pool.server";
import { setPoolActive } from "../../../app/features/pools/changing/set-pool-active.server";
import { listPools, type PoolsQuery } from "../../../app/features/pools/list-pools.server";
import { summarizePools } from "../../../app/features/pools/summarize-pools.server";
import { insertCodes } from "../../factories/insert-codes";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const actor = { name: "Ada" };

describe("the list of pools", () => {
  let services: TestServices;
  let shop: ShopContext;

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
    const other = await insertShop(services, "other-store.myshopify.com");
    await createPool(services, other, { name: "Not yours", type: "static", actor });
    for (const name of ["delta", "Alpha 50%", "charlie", "Bravo_1", "echo"]) {
      const made = await createPool(services, shop, { name, type: "static", actor });
      if (!made.ok) throw new Error("not made");
      if (name === "delta") {
        await insertCodes(services, shop.id, made.value.id, 7);
        await setPoolActive(services, shop, { poolId: made.value.id, active: true, actor });
      }
    }
  });
  afterAll(() => services.close());

  async function names(query: Partial<PoolsQuery>) {
    const page = await listPools(services, shop, { view: "all", search: "", limit: 2, ...query });
    return { ...page, pools: page.pools.map((pool) => pool.name) };
  }

  it("pages forward and backward over the same rows", async () => {
    const first = await names({});
    expect(first).toMatchObject({ pools: ["Alpha 50%", "Bravo_1"], before: null });
    const second = await names({ after: first.after ?? "" });
    expect(second.pools).toEqual(["charlie", "delta"]);
    const third = await names({ after: second.after ?? "" });
    expect(third).toMatchObject({ pools: ["echo"], after: null });
    const back = await names({ before: third.before ?? "" });
    expect(back.pools).toEqual(["charlie", "delta"]);
    expect(await names({ before: back.before ?? "" })).toMatchObject({
      pools: ["Alpha 50%", "Bravo_1"],
      before: null,
      after: "bravo_1",
    });
  });

  it("searches for literal text in names, including wildcard characters", async () => {
    expect((await names({ search: "50%" })).pools).toEqual(["Alpha 50%"]);
    expect((await names({ search: "_" })).pools).toEqual(["Bravo_1"]);
    expect((await names({ search: "CHAR" })).pools).toEqual(["charlie"]);
    expect((await names({ search: "yours" })).pools).toEqual([]);
  });

  it("filters by view and counts the pools of each view", async () => {
    expect((await names({ view: "active" })).pools).toEqual(["delta"]);
    expect(await summarizePools(services, shop)).toEqual({
      available: 7,
      assigned: 0,
      pools: { all: 5, active: 1, inactive: 4, archived: 0 },
    });
  });
});
