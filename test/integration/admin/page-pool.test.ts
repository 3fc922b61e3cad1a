import { afterAll, beforeAll, expect, it } from "vitest";
import { findPagePool } from "../../../app/admin/page-pool.server";
import type { ShopContext } from "../../../app/core/ids";
import { renamePool } from "../../../app/features/pools/changing/rename-pool.server";
import type { AppServices } from "../../../app/services.server";
import { insertPool } from "../../factories/stocked-pool";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

let services: TestServices;
let shop: ShopContext;

beforeAll(async () => {
  services = await openTestServices();
  shop = await insertShop(services);
});
afterAll(() => services.close());

it("reads a page's pool once per request", async () => {
  const poolId = await insertPool(services, shop, { name: "Welcome" });
  const open = services as unknown as AppServices;
  const params = { poolId: String(poolId) };
  const request = { services: open, shop: { ...shop }, params };
  const [page, tab] = [findPagePool(request), findPagePool({ ...request })];
  expect(tab).toBe(page);
  const before = await page;
  if (!before.ok) throw new Error(before.failure.kind);
  const { version } = before.value;
  const change = { poolId, name: "Hello", version, actor: { name: "Ada" } };
  expect(await renamePool(services, shop, change)).toMatchObject({ ok: true });
  expect(await findPagePool({ ...request, shop: { ...shop } })).toMatchObject({
    value: { name: "Hello" },
  });
});
