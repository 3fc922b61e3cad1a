import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { assignCodes } from "../../../app/features/assignments/assign-codes.server";
import { lookUpCode } from "../../../app/features/assignments/look-up-code.server";
import { findPool } from "../../../app/features/pools/find-pool.server";
import { replenishPool } from "../../../app/features/publishing/replenishment/replenish-pool.server";
import { claimPendingBatches } from "../../../app/features/publishing/upload/claim-pending-batches.server";
import {
  uploadCodes,
  uploadUrgentCodes,
} from "../../../app/features/publishing/upload/upload-codes.server";
import { expectConsistentStock } from "../../factories/consistent-stock";
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
  /** Expects the discount's codes on the platform to be exactly the pool's live codes. */
  const expectSameThere = async (poolId: number) => {
    const live = (await codesOf(poolId)).filter((one) => one.publishStatus === "live");
    const onPlatform = [...platform.codes.values()].filter((code) => code.discountId === under());
    expect(onPlatform.map(({ code }) => code).sort()).toEqual(live.map(({ code }) => code).sort());
    await expectConsistentStock(services, shop);
  };

  it("sends batches of up to 250 codes and polls until they are done", async () => {
    platform.pollsUntilDone = 2;
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

  it("continues after a crash at any point", async () => {
    const poolId = await makePool(1_000);
    const take = { priority: "bulk" as const, poolId: null, codesPerBatch: 250, batches: 1 };
    // Crashed before sending.
    await claimPendingBatches(services, shop, take);
    // Crashed after the platform accepted the codes, before saving the response.
    const [sent] = await claimPendingBatches(services, shop, take);
    await platform.open("").addCodes(under(), sent?.codes ?? []);
    // Crashed after saving the response.
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
    // The third batch was only polled. The second was sent again, and its codes found in place.
    expect(platform.calls.filter((call) => call === "addCodes")).toHaveLength(2 + 3);
  });

  it("resends a batch the platform doesn't know, and loses nothing when stopped", async () => {
    const poolId = await makePool(600);
    const stop = new AbortController();
    platform.fault = (call) => {
      if (call === "readAdditions") stop.abort();
      return null;
    };
    await expect(upload(stop.signal)).rejects.toThrow();
    await services.database.query(
      "UPDATE publish_batch SET addition_id = 'forgotten' WHERE shop_id = $1 AND finished_at IS NULL",
      [shop.id],
    );
    platform.fault = () => null;
    await upload();
    expect(await supplyOf(poolId)).toMatchObject({ uploading: 0, live: 600 });
    await expectSameThere(poolId);
  });

  it("makes every code live once while calls fail and responses get lost", async () => {
    const poolId = await makePool(3_000);
    let calls = 0;
    platform.fault = () => {
      calls += 1;
      if (calls % 5 === 0) return "unreachable";
      return calls % 7 === 0 ? "lost_answer" : null;
    };
    await upload();
    expect(await supplyOf(poolId)).toMatchObject({ uploading: 0, live: 3_000, refused: 0 });
    await expectSameThere(poolId);
  });

  it("replaces available codes that another discount has", async () => {
    const poolId = await makePool(300);
    const codes = await codesOf(poolId);
    for (const { code } of codes.slice(10, 15)) platform.put("d-other", code.toLowerCase());
    // One code is already under the pool's own discount, which is fine.
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

  it("sends assigned codes first, in a separate batch", async () => {
    const poolId = await makePool(1_000);
    const result = await assignCodes(services, shop, {
      pool: poolId,
      recipients: [{ recipient: "a@example.com" }, { recipient: "b@example.com" }],
      source: "api",
    });
    const given = result.ok ? result.value.flatMap((one) => (one.ok ? [one.value] : [])) : [];
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

  it("doesn't send codes that were voided while pending", async () => {
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
    await expectConsistentStock(services, shop);
  });

  it("reports denied access, and continues when access is restored", async () => {
    const poolId = await makePool(10);
    platform.fault = () => "denied";
    await upload();
    expect(await supplyOf(poolId)).toMatchObject({ uploading: 10, failing: "uploading" });
    platform.fault = () => null;
    await upload();
    expect(await supplyOf(poolId)).toMatchObject({ uploading: 0, live: 10, failure: null });
  });

  it("reports the platform's own reason for rejecting codes, without retrying", async () => {
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

  it("fails while the platform is unreachable, so the job retries", async () => {
    const poolId = await makePool(300);
    platform.fault = () => "unreachable";
    await expect(upload()).rejects.toThrow("unreachable");
    expect(await supplyOf(poolId)).toMatchObject({ uploading: 300, failing: "uploading" });
    platform.fault = () => null;
    await upload();
    expect(await supplyOf(poolId)).toMatchObject({ live: 300, failing: null });
    await expectSameThere(poolId);
  });

  it("keeps codes pending when the discount was deleted, and says so", async () => {
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
    await expectConsistentStock(services, shop);
  });
});
