import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { listActors } from "../../../app/features/audit/list-actors.server";
import { listAudit } from "../../../app/features/audit/list-audit.server";
import { recordAudit } from "../../../app/features/audit/record-audit.server";
import { createPool } from "../../../app/features/pools/changing/create-pool.server";
import { deletePool } from "../../../app/features/pools/changing/delete-pool.server";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

describe("a shop's audit log", () => {
  let services: TestServices;
  let shop: ShopContext;
  let other: ShopContext;
  let poolId: number;

  beforeAll(async () => {
    services = await openTestServices();
    shop = await insertShop(services);
    other = await insertShop(services, "other-store.myshopify.com");
    poolId = await makePool(shop, "Welcome");
    for (let n = 1; n <= 24; n += 1) {
      const actor = { name: n % 4 === 0 ? "app" : "Bob" };
      await recordAudit(services.database, shop, actor, services.clock.now(), {
        action: "test.step",
        detail: { n },
        ...(n % 2 === 0 ? { poolId } : {}),
      });
    }
    await recordAudit(services.database, other, { name: "Eve" }, services.clock.now(), {
      action: "test.step",
    });
  });
  afterAll(() => services.close());

  async function makePool(owner: ShopContext, name: string): Promise<number> {
    const pool = { name, type: "static" as const, actor: { name: "Ada L." } };
    const made = await createPool(services, owner, pool);
    if (!made.ok) throw new Error("not made");
    return made.value.id;
  }
  const steps = (entries: { detail: Record<string, unknown> }[]) =>
    entries.map(({ detail }) => detail["n"]);

  it("is listed newest first, and pages to the end and back", async () => {
    const first = await listAudit(services, shop, { limit: 10 });
    expect(steps(first.entries)).toEqual([24, 23, 22, 21, 20, 19, 18, 17, 16, 15]);
    expect(first.before).toBeNull();
    const second = await listAudit(services, shop, { limit: 10, after: Number(first.after) });
    const third = await listAudit(services, shop, { limit: 10, after: Number(second.after) });
    expect(steps(third.entries)).toEqual([4, 3, 2, 1, undefined]);
    expect(third.after).toBeNull();
    const back = await listAudit(services, shop, { limit: 10, before: Number(third.before) });
    expect(back).toEqual(second);
    const start = await listAudit(services, shop, { limit: 10, before: Number(back.before) });
    expect(start).toEqual(first);
  });

  it("can be filtered by pool, by person or both", async () => {
    const ofPool = await listAudit(services, shop, { poolId, limit: 50 });
    expect(ofPool.entries).toHaveLength(13);
    const ofBob = await listAudit(services, shop, { actor: "Bob", limit: 50 });
    expect(ofBob.entries).toHaveLength(18);
    const both = await listAudit(services, shop, { actor: "Bob", poolId, limit: 50 });
    expect(steps(both.entries)).toEqual([22, 18, 14, 10, 6, 2]);
  });

  it("lists everyone who made changes in this shop", async () => {
    expect(await listActors(services, shop)).toEqual(["Ada L.", "Bob", "app"]);
    expect(await listActors(services, other)).toEqual(["Eve"]);
    expect(await listActors(services, { id: 999 })).toEqual([]);
  });

  it("keeps the name of a deleted pool, without a link", async () => {
    const closing = await insertShop(services, "closing-store.myshopify.com");
    const gone = await makePool(closing, "Farewell");
    const actor = { name: "Ada L." };
    await deletePool(services, closing, { poolId: gone, typedName: "Farewell", actor });
    const { entries } = await listAudit(services, closing, { poolId: gone, limit: 1 });
    expect(entries[0]).toMatchObject({
      action: "pool.deleted",
      poolName: "Farewell",
      poolExists: false,
    });
  });
});
