import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { cacheDiscounts } from "../../../app/features/discounts/cache/cache-discounts.server";
import { findDiscount } from "../../../app/features/discounts/cache/find-discount.server";
import { listCachedDiscounts } from "../../../app/features/discounts/cache/list-cached-discounts.server";
import { readDiscountStates } from "../../../app/features/discounts/cache/read-discount-states.server";
import { refreshDiscount } from "../../../app/features/discounts/cache/refresh-discount.server";
import { discountSentence } from "../../../app/features/discounts/discount-sentence";
import { listDiscounts } from "../../../app/features/discounts/list-discounts.server";
import { defaultPattern } from "../../../app/features/publishing/generator/pattern";
import { defaultBuffer } from "../../../app/features/publishing/replenishment/buffer";
import { createDynamicPool } from "../../../app/features/publishing/replenishment/create-dynamic-pool.server";
import { loader as homeLoader } from "../../../app/routes/app._index";
import { loader as listLoader } from "../../../app/routes/app.discounts.list";
import { webhookHandlers } from "../../../app/webhooks/topics.server";
import { newDiscount } from "../../doubles/shopify/testing";
import { loadPage } from "../../setup/admin-page";
import { runJobs } from "../../setup/run-jobs";
import { type Delivery, signedWebhook } from "../../setup/signed-webhook";
import { discountChanges, discountFixture } from "./discount-fixture";

const fixture = discountFixture();
const { rename, end, remove } = discountChanges(() => fixture.admin);
const start = new Date("2026-11-21T12:00:00Z");
let made = 0;

/** Creates a discount that a pool uses. Returns the platform's ID and ours. */
async function usedDiscount(title: string): Promise<{ platformId: string; id: number }> {
  made += 1;
  const platformId = await newDiscount(fixture.admin, { title, code: `USED-${made}` });
  const { services, shop } = fixture;
  const read = await services.platform(shop.domain).readDiscount(platformId);
  if (!read.ok) throw new Error(read.failure.kind);
  const ids = await cacheDiscounts(services.database, shop, [read.value], start);
  const id = ids.get(platformId) ?? 0;
  const pool = {
    name: title,
    discountId: id,
    pattern: defaultPattern,
    buffer: defaultBuffer,
    actor: { name: "Ada L." },
  };
  expect(await createDynamicPool(services, shop, pool)).toMatchObject({ ok: true });
  return { platformId, id };
}

const known = async (id: number) => {
  const found = await findDiscount(fixture.services, fixture.shop, id);
  if (!found.ok) throw new Error(found.failure.kind);
  return found.value;
};
const later = (milliseconds: number) =>
  fixture.services.setTime(new Date(start.getTime() + milliseconds));
const state = async (id: number) =>
  (await readDiscountStates(fixture.services, fixture.shop, [id])).get(id);
const deliver = (topic: "update" | "delete", platformId: string, more: Partial<Delivery> = {}) =>
  webhookHandlers[`discounts/${topic}`](
    signedWebhook(fixture.services, {
      topic: `discounts/${topic}`,
      body: JSON.stringify({ admin_graphql_api_id: platformId }),
      ...more,
    }),
  );
const queuedRefreshes = async () =>
  (
    await fixture.services.database.query(
      `SELECT 1 FROM graphile_worker._private_jobs AS jobs
         JOIN graphile_worker._private_tasks AS tasks ON tasks.id = jobs.task_id
        WHERE identifier = 'refresh-discount'`,
    )
  ).length;

beforeEach(async () => {
  fixture.services.setTime(start);
  await fixture.fault(null);
  await fixture.services.database.query("DELETE FROM graphile_worker._private_jobs");
});

describe("cached discounts", () => {
  it("are listed from the platform, by page and search, with the pools that use each", async () => {
    const { id } = await usedDiscount("Searched for");
    const list = (query: { search: string; cursor: string | null; limit: number }) =>
      listDiscounts(fixture.services, fixture.shop, query);
    const found = await list({ search: "Searched", cursor: null, limit: 10 });
    expect(found).toMatchObject({
      ok: true,
      value: {
        nextCursor: null,
        discounts: [
          {
            id,
            title: "Searched for",
            status: "active",
            codesCount: 1,
            use: { pools: 1, first: [{ name: "Searched for" }] },
          },
        ],
      },
    });
    const titles: string[] = [];
    for (let cursor: string | null = null, pages = 0; pages < 20; pages += 1) {
      const page = await list({ search: "", cursor, limit: 2 });
      if (!page.ok) throw new Error(page.failure.kind);
      expect(page.value.discounts.length).toBeLessThanOrEqual(2);
      titles.push(...page.value.discounts.map(({ title }) => title));
      cursor = page.value.nextCursor;
      if (cursor === null) break;
    }
    expect(titles).toContain("Searched for");
    expect(new Set(titles).size).toBe(titles.length);
  });

  it("describe the discount's value", async () => {
    const { id } = await usedDiscount("Worded");
    const { terms } = await known(id);
    if (!terms) throw new Error("no terms");
    const { currency, timeZone } = fixture.shop;
    expect(discountSentence(terms, { currency, timeZone, now: start })).toBe(
      "10% off the entire order",
    );
  });

  it("are refreshed once they are older than a minute", async () => {
    const { id, platformId } = await usedDiscount("Old name");
    await rename(platformId, "New name");
    const read = () =>
      refreshDiscount(fixture.services, fixture.shop, { discountId: id, ifStale: true });
    later(60_000);
    expect(await read()).toMatchObject({ ok: true, value: { title: "Old name" } });
    later(60_001);
    expect(await read()).toMatchObject({ ok: true, value: { title: "New name" } });
    expect((await known(id)).readAt).toEqual(new Date(start.getTime() + 60_001));
  });

  it("are kept, with their age, while the platform is unreachable", async () => {
    const { id } = await usedDiscount("Kept");
    later(120_000);
    await fixture.fault({ match: "graphql", kind: "5xx" });
    expect(await refreshDiscount(fixture.services, fixture.shop, { discountId: id })).toMatchObject(
      {
        ok: false,
        failure: { kind: "platform_unreachable" },
      },
    );
    expect(await known(id)).toMatchObject({ title: "Kept", status: "active", readAt: start });
    const copies = await listCachedDiscounts(fixture.services, fixture.shop, {
      search: "kept",
      limit: 10,
    });
    expect(copies).toMatchObject([{ id, codesCount: null, use: { pools: 1 } }]);
    // The page still links to the discount and its pools.
    const query = { search: "kept" };
    expect(await loadPage(fixture.services, fixture.shop, listLoader, { query })).toMatchObject({
      unreachable: true,
      failure: "Shopify isn’t responding. Try again in a minute.",
      discounts: [{ id, url: expect.stringMatching(/\/discounts\/\d+$/), use: { pools: 1 } }],
    });
  });

  it("can be preselected for a new pool", async () => {
    const { id } = await usedDiscount("Chosen in the list");
    const home = (discount: string) =>
      loadPage(fixture.services, fixture.shop, homeLoader, { query: { discount } });
    expect(await home(String(id))).toMatchObject({ withDiscount: { id } });
    expect(await home("999999")).toMatchObject({ withDiscount: null });
    expect(await home("none")).toMatchObject({ withDiscount: null });
  });

  it("are not overwritten by a slow response that is older", async () => {
    const { id, platformId } = await usedDiscount("Slow");
    const { services, shop } = fixture;
    const old = await services.platform(shop.domain).readDiscount(platformId);
    if (!old.ok) throw new Error(old.failure.kind);
    await rename(platformId, "Fast");
    later(5_000);
    await refreshDiscount(services, shop, { discountId: id });
    await cacheDiscounts(services.database, shop, [old.value], start);
    expect((await known(id)).title).toBe("Fast");
  });

  it("are marked when the discount was deleted", async () => {
    const { id, platformId } = await usedDiscount("Gone");
    await remove(platformId);
    expect(await refreshDiscount(fixture.services, fixture.shop, { discountId: id })).toMatchObject(
      {
        ok: true,
        value: { status: "deleted" },
      },
    );
    const audit = await fixture.services.database.query(
      `SELECT actor FROM audit_entry
        WHERE shop_id = $1 AND action = 'discount.gone' AND detail ->> 'title' = 'Gone'`,
      [fixture.shop.id],
    );
    expect(audit).toEqual([{ actor: "app" }]);
  });
});

describe("a discount webhook", () => {
  it("updates a discount that ended or was deleted", async () => {
    const { id, platformId } = await usedDiscount("Ends");
    expect(await state(id)).toBe("active");
    await end(platformId);
    expect((await deliver("update", platformId)).status).toBe(200);
    await runJobs(fixture.services, ["refresh-discount"]);
    expect((await known(id)).endsAt).not.toBeNull();
    await remove(platformId);
    expect((await deliver("delete", platformId)).status).toBe(200);
    expect(await state(id)).toBe("deleted");
  });

  it("triggers one refresh for many events", async () => {
    const { platformId } = await usedDiscount("Busy");
    await Promise.all(Array.from({ length: 20 }, () => deliver("update", platformId)));
    expect(await queuedRefreshes()).toBe(1);
  });

  it("is processed once, even if delivered twice", async () => {
    const { platformId } = await usedDiscount("Repeated");
    await deliver("update", platformId, { eventId: "the same" });
    await runJobs(fixture.services, ["refresh-discount"]);
    await deliver("update", platformId, { eventId: "the same" });
    expect(await queuedRefreshes()).toBe(0);
  });

  it("retries later if the platform is unreachable", async () => {
    const { id, platformId } = await usedDiscount("Before");
    await rename(platformId, "After");
    await deliver("update", platformId);
    await fixture.fault({ match: "graphql", kind: "5xx" });
    await runJobs(fixture.services, ["refresh-discount"]);
    expect((await known(id)).title).toBe("Before");
    await fixture.fault(null);
    await fixture.services.database.query(
      "UPDATE graphile_worker._private_jobs SET run_at = now()",
    );
    await runJobs(fixture.services, ["refresh-discount"]);
    expect((await known(id)).title).toBe("After");
  });

  it.each([
    ["that we don't know", "gid://shopify/DiscountCodeNode/424242"],
    ["that is automatic", "gid://shopify/DiscountAutomaticNode/7"],
  ])("has no effect for a discount %s", async (_, platformId) => {
    expect((await deliver("update", platformId)).status).toBe(200);
    expect((await deliver("delete", platformId)).status).toBe(200);
    expect(await queuedRefreshes()).toBe(0);
  });
});

describe("another shop's discounts", () => {
  let id: number;
  let platformId: string;
  beforeAll(async () => {
    ({ id, platformId } = await usedDiscount("Ours alone"));
  });

  it("are not found, refreshed or listed", async () => {
    const { services, other } = fixture;
    expect(await findDiscount(services, other, id)).toMatchObject({ ok: false });
    expect(await refreshDiscount(services, other, { discountId: id })).toMatchObject({
      ok: false,
      failure: { kind: "discount_not_found" },
    });
    expect(await listCachedDiscounts(services, other, { search: "", limit: 50 })).toEqual([]);
    expect(await readDiscountStates(services, other, [id])).toEqual(new Map());
  });

  it("can't be used by a pool", async () => {
    const pool = {
      name: "Theirs",
      discountId: id,
      pattern: defaultPattern,
      buffer: defaultBuffer,
      actor: { name: "Eve" },
    };
    expect(await createDynamicPool(fixture.services, fixture.other, pool)).toMatchObject({
      ok: false,
      failure: { kind: "invalid_input", field: "discountId" },
    });
  });

  it("are not deleted by another shop's webhook", async () => {
    const received = await deliver("delete", platformId, { shop: fixture.other.domain });
    expect(received.status).toBe(200);
    expect(await state(id)).toBe("active");
  });
});
