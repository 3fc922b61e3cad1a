import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { lookUpCode } from "../../../app/features/assignments/look-up-code.server";
import { addCodes } from "../../../app/features/codes/add-codes.server";
import { listCodes } from "../../../app/features/codes/list-codes.server";
import { createPool } from "../../../app/features/pools/changing/create-pool.server";
import { linkPool } from "../../../app/features/publishing/link-pool.server";
import { readReconciliation } from "../../../app/features/publishing/reconciliation/read-reconciliation.server";
import { startNightlyReconciliations } from "../../../app/features/publishing/reconciliation/start-nightly-reconciliations.server";
import { startReconciliation } from "../../../app/features/publishing/reconciliation/start-reconciliation.server";
import { activatePool } from "../../../app/features/publishing/store-check/activate-pool.server";
import { checkSample } from "../../../app/features/publishing/store-check/check-sample.server";
import { readStoreCheck } from "../../../app/features/publishing/store-check/read-store-check.server";
import {
  storeCheckSentence,
  storeState,
} from "../../../app/features/publishing/store-check/store-check";
import { uploadCodes } from "../../../app/features/publishing/upload/upload-codes.server";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { giveCode } from "../../factories/give-code";
import { runJobs } from "../../setup/run-jobs";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";
import { FakePlatform } from "./fake-platform";

const never = new AbortController().signal;
const actor = { name: "Ada" };

describe("imported codes in the store", () => {
  let services: TestServices;
  let shop: ShopContext;
  let platform: FakePlatform;
  let poolId: number;
  let shops = 0;

  beforeAll(async () => {
    services = await openTestServices();
  });
  afterAll(() => services.close());
  beforeEach(async () => {
    shops += 1;
    services.setTime(new Date("2026-11-21T12:00:00Z"));
    shop = await insertShop(services, `store-${shops}.myshopify.com`);
    platform = new FakePlatform(new Set(["welcome", "summer"]));
    platform.titles.set("welcome", "Welcome");
    services.platform = platform.open;
    const pool = await createPool(services, shop, { name: "Spring", type: "static", actor });
    if (!pool.ok) throw new Error(pool.failure.kind);
    poolId = pool.value.id;
  });

  const names = (count: number) =>
    Array.from({ length: count }, (_, at) => `S${shops}-${String(at).padStart(5, "0")}`);
  const add = async (codes: readonly string[]) => {
    const plain = { message: null, assignBy: null, useBy: null, useWithinDays: null };
    const imported = codes.map((code) => ({ ...plain, code }));
    const added = await addCodes(services, shop, { poolId, codes: imported, actor });
    if (!added.ok) throw new Error(added.failure.kind);
  };
  const put = (codes: readonly string[], discount = "welcome") => {
    for (const code of codes) platform.put(discount, code);
  };
  const state = async () => storeState(await readStoreCheck(services, shop, poolId));
  const sentence = async () =>
    storeCheckSentence(await readStoreCheck(services, shop, poolId), "Shopify");
  const give = (recipient: string) => giveCode(services, shop, poolId, recipient, "api");
  const nightly = async () => {
    await startReconciliation(services, shop, { actor });
    await runJobs(services, ["run-reconciliation"]);
    const check = await readReconciliation(services, shop);
    expect(check).toMatchObject({ state: "done" });
    return check;
  };

  it("are looked up after import, and the pool says if none is in the store", async () => {
    await add(names(30));
    expect(await state()).toBe("not_checked");
    expect(await sentence()).toMatch(/haven’t been looked up in Shopify yet/);
    await runJobs(services, ["check-sample"]);
    expect(await state()).toBe("not_in_store");
    expect(await sentence()).toBe(
      "None of the 25 codes we looked up is in Shopify: customers will see “Enter a valid discount code”.",
    );
    expect(await readStoreCheck(services, shop, poolId)).toMatchObject({
      lookedUp: 25,
      working: 0,
    });
  });

  it("that work are shown with their discount", async () => {
    put(names(30));
    await add(names(30));
    await runJobs(services, ["check-sample"]);
    expect(await state()).toBe("works");
    expect(await readStoreCheck(services, shop, poolId)).toMatchObject({
      lookedUp: 25,
      working: 25,
      discountTitle: "Welcome",
    });
    expect(await sentence()).toBe(
      "The 25 codes we looked up work in Shopify, under the discount “Welcome”.",
    );
  });

  it("don't work if their discount has ended", async () => {
    put(names(3));
    platform.ended.add("welcome");
    await add(names(3));
    await runJobs(services, ["check-sample"]);
    expect(await state()).toBe("ended");
    expect(await sentence()).toMatch(
      /in Shopify, under the discount “Welcome”, but the discount has ended/,
    );
    await activatePool(services, shop, { poolId, confirmed: true, actor });
    expect((await give("ada@example.com")).live).toBe(false);
  });

  it("are assigned as live only if they were found", async () => {
    put(names(1));
    await add(names(3));
    await activatePool(services, shop, { poolId, confirmed: true, actor });
    expect((await give("before@example.com")).live).toBe(null);
    await checkSample(services, shop, poolId);
    // Only available codes are sampled. An assigned code stays unknown until the nightly check.
    expect((await give("before@example.com")).live).toBe(null);
    expect((await give("missing@example.com")).live).toBe(false);
    const [, code = ""] = names(3);
    const found = await lookUpCode(services, shop, { code, pools: null });
    expect(found).toMatchObject({ ok: true, value: { live: false, publishStatus: "none" } });
  });

  it("known to be missing are assigned after those that work", async () => {
    const codes = names(4);
    put(codes.slice(2));
    await add(codes);
    await checkSample(services, shop, poolId);
    await activatePool(services, shop, { poolId, confirmed: true, actor });
    const given = [
      await give("a@example.com"),
      await give("b@example.com"),
      await give("c@example.com"),
    ];
    expect(given.map(({ live }) => live)).toEqual([true, true, false]);
    expect(given.map(({ code }) => code)).toEqual([codes[2], codes[3], codes[0]]);
    await expectConsistentStock(services, shop);
  });

  it("need confirmation to activate their pool if none works", async () => {
    await add(names(2));
    const refused = await activatePool(services, shop, { poolId, confirmed: false, actor });
    expect(refused).toMatchObject({
      ok: false,
      failure: {
        kind: "needs_confirmation",
        message:
          "None of the 2 codes we looked up is in Testshop: customers will see “Enter a valid discount code”. To have the app add these codes, link the pool to a discount first.",
      },
    });
    const active = await activatePool(services, shop, { poolId, confirmed: true, actor });
    expect(active).toMatchObject({ ok: true });
  });

  it("need confirmation if their discount ended or has no usage limit", async () => {
    const linked = async (discount: { status?: string; usageLimit: number | null }) => {
      const { usageLimit, status = "active" } = discount;
      const [row] = await services.database.query<{ id: number }>(
        `INSERT INTO discount (shop_id, platform_id, title, status, terms, read_at)
         VALUES ($1, $2, 'Summer', $3, $4, $5) RETURNING id`,
        [shop.id, `d-${usageLimit}-${status}`, status, { usageLimit }, services.clock.now()],
      );
      await services.database.query(
        "UPDATE pool SET discount_id = $3, active = false WHERE shop_id = $1 AND id = $2",
        [shop.id, poolId, row?.id],
      );
      return activatePool(services, shop, { poolId, confirmed: false, actor });
    };
    expect(await linked({ usageLimit: 1, status: "expired" })).toMatchObject({
      failure: { kind: "needs_confirmation", message: expect.stringMatching(/has ended/) },
    });
    expect(await linked({ usageLimit: null })).toMatchObject({
      failure: { message: expect.stringMatching(/^Each code can be used by any number/) },
    });
    expect(await linked({ usageLimit: 1 })).toMatchObject({ ok: true });
    await services.database.query("UPDATE pool SET type = 'shared' WHERE id = $1", [poolId]);
    expect(await linked({ usageLimit: null, status: "scheduled" })).toMatchObject({ ok: true });
  });

  it("don't block activating their pool while the platform is unreachable", async () => {
    await add(names(2));
    platform.fault = () => "unreachable";
    const active = await activatePool(services, shop, { poolId, confirmed: false, actor });
    expect(active).toMatchObject({ ok: true });
    expect(await state()).toBe("not_checked");
    // The job gives up after some attempts. The nightly check looks them up again.
    platform.fault = () => null;
    put(names(2));
    services.setTime(new Date("2026-11-22T02:00:00Z"));
    await nightly();
    expect(await state()).toBe("works");
  });

  it("keep an earlier result if the next check can't reach the platform", async () => {
    put(names(2));
    await add(names(2));
    await checkSample(services, shop, poolId);
    platform.fault = () => "unreachable";
    expect(await checkSample(services, shop, poolId)).toMatchObject({ ok: false });
    expect(await state()).toBe("works");
  });

  it("are all checked at night, by listing their discount and looking up the rest", async () => {
    const codes = names(700);
    put(codes.slice(0, 400));
    put(codes.slice(400, 420), "summer");
    await add(codes);
    // A sample that found only one discount.
    await services.database.query(
      `INSERT INTO discount (shop_id, platform_id, title, status, read_at) VALUES ($1, 'welcome', 'Welcome', 'active', $2)`,
      [shop.id, services.clock.now()],
    );
    await services.database.query(
      `INSERT INTO store_check (shop_id, pool_id, looked_up, working, ended, discount_id, checked_at)
       SELECT $1, $2, 25, 25, 0, id, $3 FROM discount WHERE shop_id = $1`,
      [shop.id, poolId, services.clock.now()],
    );
    services.setTime(new Date("2026-11-22T02:00:00Z"));
    const check = await nightly();
    expect(check).toMatchObject({
      read: 400,
      lookedUp: 300,
      notInStore: 280,
      unknown: 0,
      missing: 0,
    });
    expect(await readStoreCheck(services, shop, poolId)).toMatchObject({
      lookedUp: 700,
      working: 420,
      everyCode: true,
    });
    expect(await state()).toBe("partly");
    // One is deleted in the store, which the next nightly check detects.
    platform.codes.delete((codes[0] ?? "").toLowerCase());
    services.setTime(new Date("2026-11-23T02:00:00Z"));
    await nightly();
    expect(await readStoreCheck(services, shop, poolId)).toMatchObject({ working: 419 });
    const page = await listCodes(services, shop, { poolId, search: codes[0] ?? "", limit: 5 });
    expect(page.codes).toMatchObject([{ live: false }]);
    await expectConsistentStock(services, shop);
  });

  it("are checked at night even if no pool has a discount", async () => {
    await add(names(1));
    await startNightlyReconciliations(services, never);
    await runJobs(services, ["run-reconciliation"]);
    expect(await readReconciliation(services, shop)).toMatchObject({ state: "done", lookedUp: 1 });
  });

  it("are managed by the app once their pool is linked to their discount", async () => {
    put(names(5));
    await add(names(5));
    const check = await checkSample(services, shop, poolId);
    const discountId = check.ok ? check.value?.discountId : null;
    if (typeof discountId !== "number") throw new Error("no discount");
    const linked = await linkPool(services, shop, { poolId, version: 1, discountId, actor });
    expect(linked).toMatchObject({ ok: true });
    await runJobs(services, ["mark-for-upload"]);
    await uploadCodes(services, shop, never);
    expect(await readStoreCheck(services, shop, poolId)).toBe(null);
    await activatePool(services, shop, { poolId, confirmed: true, actor });
    expect((await give("ada@example.com")).live).toBe(true);
    await expectConsistentStock(services, shop);
  });
});
