import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { assignCodes } from "../../../app/features/assignments/assign-codes.server";
import { lookUpCode } from "../../../app/features/assignments/look-up-code.server";
import { findPool } from "../../../app/features/pools/find-pool.server";
import { replenishPool } from "../../../app/features/publishing/replenishment/replenish-pool.server";
import { claimPendingBatches } from "../../../app/features/publishing/upload/claim-pending-batches.server";
import { uploadCodes } from "../../../app/features/publishing/upload/upload-codes.server";
import { uploadUrgentCodes } from "../../../app/features/publishing/upload/upload-urgent-codes.server";
import { expectTruth } from "../../factories/stock-truth";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";
import { insertDiscount, insertDynamicPool } from "./demo-discount";
import { FakePlatform } from "./fake-platform";

const never = new AbortController().signal;

describe("uploading codes", () => {
  let services: TestServices;
  let shop: ShopContext;
  let platform: FakePlatform;
  let discounts = 0;

  beforeAll(async () => {
    services = await openTestServices();
  });
  beforeEach(async () => {
    discounts += 1;
    shop = await insertShop(services, `shop-${discounts}.myshopify.com`);
    platform = new FakePlatform(new Set([under()]));
    platform.titles.set("d-other", "Summer sale");
    services.platform = platform.open;
  });
  afterAll(() => services.close());

  const under = () => `d-${discounts}`;
  const makePool = async (target: number, platformId = under()) => {
    const discountId = await insertDiscount(services, shop, { platformId, title: "Welcome" });
    const poolId = await insertDynamicPool(services, shop, { discountId, target, floor: 1 });
    await replenishPool(services, shop, poolId, never);
    return poolId;
  };
  const upload = (signal = never) => uploadCodes(services, shop, signal);
  const supplyOf = async (poolId: number) => {
    const [supply] = await services.database.query(
      `SELECT uploading, live, refused, removed, replaced, failing, failure FROM pool_supply
        WHERE shop_id = $1 AND pool_id = $2`,
      [shop.id, poolId],
    );
    return supply;
  };
  const codesOf = (poolId: number) =>
    services.database.query<{
      code: string;
      state: string;
      publishStatus: string;
      refusal: string;
    }>(
      `SELECT code, state, publish_status AS "publishStatus", refusal FROM current_code WHERE shop_id = $1 AND pool_id = $2
        ORDER BY position`,
      [shop.id, poolId],
    );
  /** What we call live is on the platform under our discount, once, and nothing else is. */
  const expectSameThere = async (poolId: number) => {
    const live = (await codesOf(poolId)).filter((one) => one.publishStatus === "live");
    const there = [...platform.codes.values()].filter((one) => one.discountId === under());
    expect(there.map(({ code }) => code).sort()).toEqual(live.map(({ code }) => code).sort());
    await expectTruth(services, shop);
  };

  it("sends everything in calls of 250, the last one smaller, and reads until it is done", async () => {
    platform.asksUntilDone = 2;
    const poolId = await makePool(1_130);
    await upload();
    expect(await supplyOf(poolId)).toMatchObject({ uploading: 0, live: 1_130, refused: 0 });
    expect(platform.calls.filter((call) => call === "addCodes")).toHaveLength(5);
    await expectSameThere(poolId);
    const uploads = await services.database.query(
      `SELECT codes, urgent, finished_at IS NOT NULL AS finished FROM publish_batch
        WHERE shop_id = $1 ORDER BY id`,
      [shop.id],
    );
    const whole = { codes: 250, urgent: false, finished: true };
    expect(uploads).toEqual([whole, whole, whole, whole, { ...whole, codes: 130 }]);
    await upload();
    expect(platform.calls.filter((call) => call === "addCodes")).toHaveLength(5);
  });

  it("goes on after a crash at any point: rows written, sent, answer lost", async () => {
    const poolId = await makePool(1_000);
    const take = { priority: "bulk" as const, poolId: null, codesPerBatch: 250, batches: 1 };
    // Died before it sent anything.
    await claimPendingBatches(services, shop, take);
    // Died after the platform took the codes, before the answer was written down.
    const [sent] = await claimPendingBatches(services, shop, take);
    await platform.open("").addCodes(under(), sent?.codes ?? []);
    // Died after the answer was written down.
    const [known] = await claimPendingBatches(services, shop, take);
    const added = await platform.open("").addCodes(under(), known?.codes ?? []);
    if (!added.ok) throw new Error("not added");
    await services.database.query(
      "UPDATE publish_batch SET addition_id = $3 WHERE shop_id = $1 AND id = $2",
      [shop.id, known?.batchId, added.value.additionId],
    );
    await upload();
    expect(await supplyOf(poolId)).toMatchObject({ uploading: 0, live: 1_000, refused: 0 });
    await expectSameThere(poolId);
    // The third was only read, the second sent again and found in place.
    expect(platform.calls.filter((call) => call === "addCodes")).toHaveLength(2 + 3);
  });

  it("sends again what the platform does not know, and stops in between without a loss", async () => {
    const poolId = await makePool(600);
    const stop = new AbortController();
    platform.mishap = (call) => {
      if (call === "readAdditions") stop.abort();
      return null;
    };
    await expect(upload(stop.signal)).rejects.toThrow();
    await services.database.query(
      "UPDATE publish_batch SET addition_id = 'forgotten' WHERE shop_id = $1 AND finished_at IS NULL",
      [shop.id],
    );
    platform.mishap = () => null;
    await upload();
    expect(await supplyOf(poolId)).toMatchObject({ uploading: 0, live: 600 });
    await expectSameThere(poolId);
  });

  it("gets every code live once while answers fail and get lost", async () => {
    const poolId = await makePool(3_000);
    let calls = 0;
    platform.mishap = () => {
      calls += 1;
      if (calls % 5 === 0) return "unreachable";
      return calls % 7 === 0 ? "lost_answer" : null;
    };
    await upload();
    expect(await supplyOf(poolId)).toMatchObject({ uploading: 0, live: 3_000, refused: 0 });
    await expectSameThere(poolId);
  });

  it("replaces codes that the shop has elsewhere, without anybody noticing", async () => {
    const poolId = await makePool(300);
    const codes = await codesOf(poolId);
    for (const { code } of codes.slice(10, 15)) platform.put("d-other", code.toLowerCase());
    // One is under the pool's own discount already: that is where it should be.
    platform.put(under(), codes[20]?.code ?? "");
    await upload();
    expect(await supplyOf(poolId)).toMatchObject({
      uploading: 0,
      live: 300,
      refused: 5,
      replaced: 5,
    });
    expect(await findPool(services, shop, poolId)).toMatchObject({
      ok: true,
      value: { available: 300, voided: 5 },
    });
    const refused = (await codesOf(poolId)).filter((one) => one.publishStatus === "refused");
    expect(refused.map(({ refusal }) => refusal)).toEqual(
      Array(5).fill("This code is already in your store, under the discount “Summer sale”."),
    );
    await expectSameThere(poolId);
  });

  it("sends codes that somebody holds first, in a call of their own", async () => {
    const poolId = await makePool(1_000);
    const answer = await assignCodes(services, shop, {
      pool: poolId,
      recipients: [{ recipient: "a@example.com" }, { recipient: "b@example.com" }],
      source: "api",
    });
    const given = answer.ok ? answer.value.flatMap((one) => (one.ok ? [one.value] : [])) : [];
    expect(given.map(({ live }) => live)).toEqual([false, false]);
    await uploadUrgentCodes(services, shop, poolId, never);
    expect(await supplyOf(poolId)).toMatchObject({ uploading: 998, live: 2 });
    for (const { code } of given) {
      expect(await lookUpCode(services, shop, { code, pools: null })).toMatchObject({
        ok: true,
        value: { state: "assigned", publishStatus: "live" },
      });
    }
    await expectSameThere(poolId);
  });

  it("does not send codes that died while they waited", async () => {
    const poolId = await makePool(20);
    await services.database.query(
      "UPDATE code SET stored_state = 'voided' WHERE shop_id = $1 AND pool_id = $2",
      [shop.id, poolId],
    );
    await services.database.query(
      "UPDATE pool_stock SET available = 0, voided = 20 WHERE shop_id = $1 AND pool_id = $2",
      [shop.id, poolId],
    );
    await upload();
    expect(platform.calls).toEqual([]);
    expect(await supplyOf(poolId)).toMatchObject({ uploading: 0, live: 0 });
    await expectTruth(services, shop);
  });

  it("tells the merchant when the shop will not have the app, and goes on when it does", async () => {
    const poolId = await makePool(10);
    platform.mishap = () => "denied";
    await upload();
    expect(await supplyOf(poolId)).toMatchObject({ uploading: 10, failing: "uploading" });
    platform.mishap = () => null;
    await upload();
    expect(await supplyOf(poolId)).toMatchObject({ uploading: 0, live: 10, failure: null });
  });

  it("tells the merchant why the shop takes no codes, in its words, and does not call that silence", async () => {
    const poolId = await makePool(10);
    const detail = "This discount can have no more codes.";
    platform.refusal = { kind: "platform_refused", detail };
    await upload();
    expect(await supplyOf(poolId)).toMatchObject({
      failing: "uploading",
      failure: expect.stringContaining(detail),
    });
    expect(platform.calls.filter((call) => call === "addCodes")).toHaveLength(1);
    platform.refusal = null;
    await upload();
    expect(await supplyOf(poolId)).toMatchObject({ uploading: 0, live: 10, failure: null });
  });

  it("gives up for now when the platform is away, so that the job tries again", async () => {
    const poolId = await makePool(300);
    platform.mishap = () => "unreachable";
    await expect(upload()).rejects.toThrow("unreachable");
    expect(await supplyOf(poolId)).toMatchObject({ uploading: 300, failing: "uploading" });
    platform.mishap = () => null;
    await upload();
    expect(await supplyOf(poolId)).toMatchObject({ live: 300, failing: null });
    await expectSameThere(poolId);
  });

  it("keeps codes waiting when the discount is gone, and says so", async () => {
    const poolId = await makePool(300);
    platform.discounts.clear();
    await upload();
    expect(await supplyOf(poolId)).toMatchObject({
      uploading: 300,
      failing: "uploading",
      failure: expect.stringContaining("“Welcome”"),
    });
    const [discount] = await services.database.query(
      "SELECT status FROM discount WHERE shop_id = $1",
      [shop.id],
    );
    expect(discount).toEqual({ status: "deleted" });
    const calls = platform.calls.length;
    await upload();
    expect(platform.calls).toHaveLength(calls);
    await expectTruth(services, shop);
  });
});
