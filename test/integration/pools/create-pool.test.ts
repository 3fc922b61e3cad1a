import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { createPool } from "../../../app/features/pools/changing/create-pool.server";
import { findPool } from "../../../app/features/pools/find-pool.server";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

describe("creating a pool", () => {
  let services: TestServices;
  let shop: ShopContext;
  const actor = { name: "Ada" };

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
  });
  afterAll(() => services.close());

  it("creates an inactive, empty pool with a handle derived from its name", async () => {
    const made = await createPool(services, shop, { name: "Été 2026 !", type: "static", actor });
    expect(made).toMatchObject({ ok: true, value: { handle: "ete-2026" } });
    if (!made.ok) return;
    expect(await findPool(services, shop, made.value.id)).toMatchObject({
      ok: true,
      value: { name: "Été 2026 !", active: false, available: 0, total: 0 },
    });
  });

  it("rejects a name that differs from another pool's only in case", async () => {
    await createPool(services, shop, { name: "Welcome", type: "static", actor });
    expect(
      await createPool(services, shop, { name: "WELCOME", type: "static", actor }),
    ).toMatchObject({ ok: false, failure: { kind: "invalid_input", field: "name" } });
  });

  it("creates one pool for twenty concurrent requests with the same name", async () => {
    const made = await Promise.all(
      Array.from({ length: 20 }, () =>
        createPool(services, shop, { name: "Rush", type: "static", actor }),
      ),
    );
    expect(made.filter((answer) => answer.ok)).toHaveLength(1);
  });

  it("makes it invisible to other shops", async () => {
    const made = await createPool(services, shop, { name: "Private", type: "static", actor });
    const other = await insertShop(services, "other-store.myshopify.com");
    if (!made.ok) throw new Error("not made");
    expect(await findPool(services, other, made.value.id)).toMatchObject({
      ok: false,
      failure: { kind: "pool_not_found" },
    });
  });
});
