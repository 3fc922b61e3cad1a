import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { archivePool } from "../../../app/features/pools/changing/archive-pool.server";
import {
  changePoolSettings,
  type PoolSettings,
} from "../../../app/features/pools/changing/change-pool-settings.server";
import { createPool } from "../../../app/features/pools/changing/create-pool.server";
import { renamePool } from "../../../app/features/pools/changing/rename-pool.server";
import { setPoolActive } from "../../../app/features/pools/changing/set-pool-active.server";
import { findPool } from "../../../app/features/pools/find-pool.server";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const actor = { name: "Ada" };
const plainSettings: PoolSettings = {
  resendPolicy: "same_while_valid",
  cancelPolicy: "keep",
  restockReleased: false,
  resendDays: null,
  fallbackPoolId: null,
  defaultAssignBy: null,
  defaultUseBy: null,
  defaultUseWithinDays: null,
};

describe("changing a pool", () => {
  let services: TestServices;
  let shop: ShopContext;
  let other: ShopContext;

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
    other = await insertShop(services, "other-store.myshopify.com");
  });
  afterAll(() => services.close());

  async function makePool(name: string): Promise<number> {
    const made = await createPool(services, shop, { name, type: "static", actor });
    if (!made.ok) throw new Error(made.failure.message);
    return made.value.id;
  }

  async function pool(id: number) {
    const found = await findPool(services, shop, id);
    if (!found.ok) throw new Error(found.failure.kind);
    return found.value;
  }

  it("keeps the handle when the name changes", async () => {
    const id = await makePool("Summer Sale 2025");
    await renamePool(services, shop, { poolId: id, name: "Winter", version: 1, actor });
    expect(await pool(id)).toMatchObject({
      name: "Winter",
      handle: "summer-sale-2025",
      version: 2,
    });
  });

  it("rejects a rename based on an outdated version", async () => {
    const id = await makePool("Both edit");
    const first = await renamePool(services, shop, {
      poolId: id,
      name: "A wins",
      version: 1,
      actor,
    });
    const second = await renamePool(services, shop, { poolId: id, name: "B", version: 1, actor });
    expect([first.ok, second]).toEqual([true, { ok: false, failure: { kind: "outdated" } }]);
    expect((await pool(id)).name).toBe("A wins");
  });

  it("lets one of two concurrent renames to the same name win", async () => {
    const [a, b] = [await makePool("Rename A"), await makePool("Rename B")];
    const results = await Promise.all(
      [a, b].map((poolId) =>
        renamePool(services, shop, { poolId, name: "The one", version: 1, actor }),
      ),
    );
    expect(results.filter((answer) => answer.ok)).toHaveLength(1);
    expect(results.find((answer) => !answer.ok)).toMatchObject({
      failure: { kind: "invalid_input", field: "name" },
    });
  });

  it("activates a pool once, with one audit entry, for concurrent requests", async () => {
    const id = await makePool("Switch");
    await Promise.all(
      Array.from({ length: 8 }, () =>
        setPoolActive(services, shop, { poolId: id, active: true, actor }),
      ),
    );
    expect((await pool(id)).active).toBe(true);
    const entries = await services.database.query(
      "SELECT 1 FROM audit_entry WHERE pool_id = $1 AND action = 'pool.activated'",
      [id],
    );
    expect(entries).toHaveLength(1);
  });

  it("deactivates a pool when archiving it, and rejects activating it", async () => {
    const id = await makePool("Old");
    await setPoolActive(services, shop, { poolId: id, active: true, actor });
    await archivePool(services, shop, { poolId: id, archived: true, actor });
    expect((await pool(id)).active).toBe(false);
    expect(await setPoolActive(services, shop, { poolId: id, active: true, actor })).toMatchObject({
      ok: false,
      failure: { field: "active" },
    });
  });

  it("rejects fallbacks that form a cycle or belong to another shop", async () => {
    const [a, b, c] = [
      await makePool("Ring A"),
      await makePool("Ring B"),
      await makePool("Ring C"),
    ];
    const point = async (poolId: number, fallbackPoolId: number) =>
      changePoolSettings(services, shop, {
        poolId,
        version: (await pool(poolId)).version,
        settings: { ...plainSettings, fallbackPoolId },
        actor,
      });
    expect((await point(a, b)).ok).toBe(true);
    expect((await point(b, c)).ok).toBe(true);
    expect(await point(c, a)).toMatchObject({ ok: false, failure: { field: "fallbackPoolId" } });
    expect(await point(a, a)).toMatchObject({ ok: false, failure: { field: "fallbackPoolId" } });
    const foreign = await createPool(services, other, { name: "Foreign", type: "static", actor });
    if (!foreign.ok) throw new Error("not made");
    expect(await point(c, foreign.value.id)).toMatchObject({
      ok: false,
      failure: { field: "fallbackPoolId" },
    });
  });

  it("can't affect another shop's pool", async () => {
    const id = await makePool("Mine");
    const notFound = { ok: false, failure: { kind: "pool_not_found" } };
    expect(
      await renamePool(services, other, { poolId: id, name: "Theirs", version: 1, actor }),
    ).toEqual(notFound);
    expect(await setPoolActive(services, other, { poolId: id, active: true, actor })).toEqual(
      notFound,
    );
    expect(await archivePool(services, other, { poolId: id, archived: true, actor })).toEqual(
      notFound,
    );
    expect(await pool(id)).toMatchObject({ name: "Mine", active: false, archivedAt: null });
  });
});
