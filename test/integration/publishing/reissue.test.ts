import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { assignCodes } from "../../../app/features/assignments/assign-codes.server";
import { listAssignments } from "../../../app/features/assignments/history/list-assignments.server";
import { releaseAssignments } from "../../../app/features/assignments/release/release-assignments.server";
import { addCodes } from "../../../app/features/codes/add-codes.server";
import { findPool } from "../../../app/features/pools/find-pool.server";
import { linkPool } from "../../../app/features/publishing/link-pool.server";
import { jobs as allJobs } from "../../../app/jobs/jobs.server";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { insertPool } from "../../factories/stocked-pool";
import { runJobs } from "../../setup/run-jobs";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";
import { insertDiscount, insertDynamicPool } from "./demo-discount";
import { FakePlatform } from "./fake-platform";

const never = new AbortController().signal;
const actor = { name: "Ada" };

describe("codes that the platform rejects", () => {
  let services: TestServices;
  let shop: ShopContext;
  let platform: FakePlatform;
  let shops = 0;

  beforeAll(async () => {
    services = await openTestServices();
  });
  beforeEach(async () => {
    shops += 1;
    shop = await insertShop(services, `shop-${shops}.myshopify.com`);
    platform = new FakePlatform(new Set([under()]));
    platform.titles.set("d-other", "Summer sale");
    services.platform = platform.open;
  });
  afterAll(() => services.close());

  const under = () => `d-${shops}`;
  const makeDiscount = () => insertDiscount(services, shop, { platformId: under() });
  async function assign(poolId: number, names: string[], key?: string) {
    const recipients = names.map((name) => ({
      recipient: `${name}@example.com`,
      ...(key ? { idempotencyKey: `${key}-${name}` } : {}),
    }));
    const result = await assignCodes(services, shop, { pool: poolId, recipients, source: "api" });
    if (!result.ok) throw new Error(result.failure.kind);
    return result.value.map((one) => {
      if (!one.ok) throw new Error(one.failure.kind);
      return one.value;
    });
  }
  const jobs = ["upload-codes", "upload-urgent-codes", "reissue-codes", "mark-for-upload"] as const;
  const poolOf = async (poolId: number) => {
    const pool = await findPool(services, shop, poolId);
    return pool.ok ? pool.value : undefined;
  };
  const supplyOf = async (poolId: number) => {
    const [supply] = await services.database.query(
      `SELECT uploading, live, refused, replaced, failure FROM pool_supply
        WHERE shop_id = $1 AND pool_id = $2`,
      [shop.id, poolId],
    );
    return supply;
  };

  it("are replaced, and their recipients get the new code on the next request", async () => {
    const poolId = await insertDynamicPool(services, shop, { discountId: await makeDiscount() });
    const [ada, ben] = await assign(poolId, ["ada", "ben"], "order-1");
    platform.put("d-other", ada?.code ?? "");
    await runJobs(services, jobs);
    const [again, other] = await assign(poolId, ["ada", "ben"]);
    expect(again).toMatchObject({ outcome: "reused", live: true, state: "assigned" });
    expect(again?.code).not.toBe(ada?.code);
    expect(other).toMatchObject({ code: ben?.code, outcome: "reused", live: true });
    // The idempotency key still returns the old assignment, with its current state.
    const [replayed] = await assign(poolId, ["ada"], "order-1");
    expect(replayed).toMatchObject({
      id: ada?.id,
      code: ada?.code,
      outcome: "replayed",
      state: "voided",
      live: false,
    });
    const history = await listAssignments(services, shop, { poolId, search: "", limit: 10 });
    expect(history).toMatchObject({
      ok: true,
      value: {
        entries: [
          { id: again?.id, recipient: "ada@example.com", state: "assigned", publishStatus: "live" },
          { id: ben?.id, state: "assigned" },
          { id: ada?.id, recipient: "ada@example.com", state: "voided", publishStatus: "refused" },
        ],
      },
    });
    const [link] = await services.database.query(
      `SELECT replaces_id AS replaces FROM assignment WHERE shop_id = $1 AND id = $2`,
      [shop.id, again?.id],
    );
    expect(link).toEqual({ replaces: ada?.id });
    const audit = await services.database.query(
      "SELECT actor, detail FROM audit_entry WHERE shop_id = $1 AND action = 'codes.reissued'",
      [shop.id],
    );
    expect(audit).toEqual([
      { actor: "app", detail: { count: 1, codes: `${ada?.code} → ${again?.code}` } },
    ]);
    const [day] = await services.database.query(
      "SELECT sum(assigned) AS assigned, sum(released) AS released FROM pool_day WHERE shop_id = $1",
      [shop.id],
    );
    expect(day).toEqual({ assigned: 3, released: 1 });
    await expectConsistentStock(services, shop);
  });

  it("don't return to the pool when released", async () => {
    const poolId = await insertDynamicPool(services, shop, { discountId: await makeDiscount() });
    const [ada] = await assign(poolId, ["ada"]);
    platform.put("d-other", ada?.code ?? "");
    await runJobs(services, ["upload-urgent-codes"]);
    const released = await releaseAssignments(services, shop, {
      poolId,
      assignmentIds: [ada?.id ?? 0],
      actor,
    });
    expect(released).toEqual([{ ok: true, value: { code: "voided" } }]);
    expect(await poolOf(poolId)).toMatchObject({ assigned: 0, voided: 1 });
    await expectConsistentStock(services, shop);
  });

  it("of a linked pool are voided, and codes already under the discount are live", async () => {
    const poolId = await insertPool(services, shop, { codes: 6 });
    const codes = await services.database.query<{ code: string }>(
      "SELECT code FROM code WHERE shop_id = $1 AND pool_id = $2 ORDER BY position",
      [shop.id, poolId],
    );
    const [first, second, third] = codes.map(({ code }) => code);
    const [held] = await assign(poolId, ["ada"]);
    // Not linked, and never looked up.
    expect(held).toMatchObject({ code: first, live: null });
    platform.put("d-other", first ?? "");
    platform.put("d-other", second ?? "");
    platform.put(under(), third ?? "");
    const discountId = await makeDiscount();
    const linked = await linkPool(services, shop, { poolId, version: 1, discountId, actor });
    expect(linked).toMatchObject({ ok: true });
    await runJobs(services, jobs);
    expect(await poolOf(poolId)).toMatchObject({ available: 3, assigned: 1, voided: 2 });
    expect(await supplyOf(poolId)).toMatchObject({
      uploading: 0,
      live: 4,
      refused: 2,
      replaced: 0,
    });
    const [again] = await assign(poolId, ["ada"]);
    expect(again).toMatchObject({ outcome: "reused", live: true });
    expect([first, second]).not.toContain(again?.code);
    // Codes added later are also uploaded.
    const noDates = { message: null, assignBy: null, useBy: null, useWithinDays: null };
    await addCodes(services, shop, { poolId, codes: [{ code: "LATER", ...noDates }], actor });
    await runJobs(services, jobs);
    expect(platform.codes.get("later")).toMatchObject({ discountId: under() });
    expect(await supplyOf(poolId)).toMatchObject({ live: 5 });
    await expectConsistentStock(services, shop);
    const elsewhere = await insertDiscount(services, shop);
    expect(
      await linkPool(services, shop, { poolId, version: 2, discountId: elsewhere, actor }),
    ).toMatchObject({ ok: false, failure: { field: "discountId" } });
  });

  it("stay with their recipients until the merchant adds more codes", async () => {
    const poolId = await insertPool(services, shop, { codes: 1 });
    const [held] = await assign(poolId, ["ada"]);
    platform.put("d-other", held?.code ?? "");
    const discountId = await makeDiscount();
    await linkPool(services, shop, { poolId, version: 1, discountId, actor });
    await runJobs(services, jobs);
    expect(await supplyOf(poolId)).toMatchObject({
      refused: 1,
      failure: expect.stringContaining("1 assigned code"),
    });
    const [same] = await assign(poolId, ["ada"]);
    expect(same).toMatchObject({ code: held?.code, live: false });
    const noDates = { message: null, assignBy: null, useBy: null, useWithinDays: null };
    await addCodes(services, shop, { poolId, codes: [{ code: "FRESH", ...noDates }], actor });
    await runJobs(services, jobs);
    await allJobs["sweep-supply"].run(services, {}, never);
    await runJobs(services, jobs);
    const [fresh] = await assign(poolId, ["ada"]);
    expect(fresh).toMatchObject({ code: "FRESH", live: true, outcome: "reused" });
    expect(await supplyOf(poolId)).toMatchObject({ failure: null });
    await expectConsistentStock(services, shop);
  });

  it("because their discount was deleted are uploaded again under the next one", async () => {
    const poolId = await insertPool(services, shop, { codes: 3 });
    const discountId = await makeDiscount();
    await linkPool(services, shop, { poolId, version: 1, discountId, actor });
    await runJobs(services, jobs);
    platform.discounts.clear();
    platform.codes.clear();
    const noDates = { message: null, assignBy: null, useBy: null, useWithinDays: null };
    await addCodes(services, shop, { poolId, codes: [{ code: "MORE", ...noDates }], actor });
    await runJobs(services, jobs);
    expect(await supplyOf(poolId)).toMatchObject({ uploading: 1, live: 3 });
    platform.discounts.add("d-next");
    const next = await insertDiscount(services, shop, { platformId: "d-next" });
    const linked = await linkPool(services, shop, { poolId, version: 2, discountId: next, actor });
    expect(linked).toMatchObject({ ok: true });
    await runJobs(services, jobs);
    expect(await supplyOf(poolId)).toMatchObject({ uploading: 0, live: 4, failure: null });
    expect([...platform.codes.values()].map((code) => code.discountId)).toEqual(
      Array(4).fill("d-next"),
    );
    await expectConsistentStock(services, shop);
  });

  it("can't be added manually to a dynamic pool", async () => {
    const poolId = await insertDynamicPool(services, shop, { discountId: await makeDiscount() });
    const noDates = { message: null, assignBy: null, useBy: null, useWithinDays: null };
    expect(
      await addCodes(services, shop, { poolId, codes: [{ code: "MINE", ...noDates }], actor }),
    ).toMatchObject({ ok: false, failure: { kind: "pool_makes_codes" } });
  });
});
