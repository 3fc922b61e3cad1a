import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { auditSentence } from "../../../app/features/audit/audit-sentence";
import { listAudit } from "../../../app/features/audit/list-audit.server";
import { setCheckoutPaused } from "../../../app/features/pools/changing/set-checkout-paused.server";
import { defaultPattern, type Pattern } from "../../../app/features/publishing/generator/pattern";
import { readPattern } from "../../../app/features/publishing/generator/read-pattern.server";
import { changeDynamicPool } from "../../../app/features/publishing/replenishment/change-dynamic-pool.server";
import { lengthenPattern } from "../../../app/features/publishing/replenishment/lengthen-pattern.server";
import { readSealFormats } from "../../../app/features/publishing/sealing/seal-formats.server";
import { setProtection } from "../../../app/features/publishing/sealing/set-protection.server";
import { sweepSupply } from "../../../app/features/publishing/sweep-supply.server";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { insertPool } from "../../factories/stocked-pool";
import { runJobs } from "../../setup/run-jobs";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";
import { insertDynamicPool } from "./demo-discount";
import { assignTo, codesOf, expectSealedFor, poolOf, protect } from "./sealed-fixture";

const actor = { name: "Ada" };
const all = { holderOnly: true, personalExpiration: true };

describe("the protection of a pool", () => {
  let services: TestServices;
  let shop: ShopContext;
  let shops = 0;

  beforeAll(async () => {
    services = await openTestServices();
  });
  beforeEach(async () => {
    shops += 1;
    shop = await insertShop(services, `shop-${shops}.myshopify.com`);
  });
  afterEach(() => expectConsistentStock(services, shop));
  afterAll(() => services.close());

  const sentences = async () => {
    const { entries } = await listAudit(services, shop, { limit: 10 });
    return entries.map((entry) => auditSentence(entry));
  };
  const change = (poolId: number, version: number, changes: Partial<typeof all>) =>
    setProtection(services, shop, {
      poolId,
      version,
      actor,
      holderOnly: false,
      personalExpiration: false,
      ...changes,
    });

  it("of uploaded codes changes nothing but the settings", async () => {
    const poolId = await insertPool(services, shop, { codes: 3 });
    expect(await protect(services, shop, poolId, all)).toEqual({
      version: 2,
      example: null,
      voided: 0,
    });
    expect(await poolOf(services, shop, poolId)).toMatchObject({ ...all, available: 3 });
    const [given] = codesOf(await assignTo(services, shop, poolId, ["ada@example.com"]));
    expect(given?.code).toMatch(/^CODE-/);
    await expect(sentences()).resolves.toContainEqual(
      expect.stringMatching(
        /^Ada changed how the codes of the pool “Pool \d+” are protected at checkout: only the recipient can use a code, and each code ends on its own last day$/,
      ),
    );
  });

  it("can't limit a shared code to its recipient, but can end it", async () => {
    const poolId = await insertPool(services, shop, { type: "shared", codes: 1 });
    expect(await change(poolId, 1, { holderOnly: true })).toMatchObject({
      ok: false,
      failure: { kind: "invalid_input", field: "holderOnly" },
    });
    expect(await change(poolId, 1, { personalExpiration: true })).toMatchObject({ ok: true });
  });

  it("changes once, for the version that was shown", async () => {
    const poolId = await insertPool(services, shop);
    expect(await change(poolId, 7, all)).toEqual({ ok: false, failure: { kind: "outdated" } });
    expect(await change(0, 1, all)).toEqual({ ok: false, failure: { kind: "pool_not_found" } });
    await protect(services, shop, poolId, all);
    expect(await protect(services, shop, poolId, all)).toMatchObject({ version: 2 });
  });

  it("voids the reserve of a dynamic pool when its codes are to be sealed, and keeps none", async () => {
    const poolId = await insertDynamicPool(services, shop);
    await runJobs(services, ["replenish-pool"]);
    const [before] = codesOf(await assignTo(services, shop, poolId, ["ada@example.com"]));
    const changed = await protect(services, shop, poolId, { personalExpiration: true });
    expect(changed).toMatchObject({
      voided: 99,
      example: expect.stringMatching(/^(\w{4}-){3}\w{4}$/),
    });
    await expectConsistentStock(services, shop);
    await runJobs(services, ["void-superseded-codes", "replenish-pool"]);
    await sweepSupply(services);
    await runJobs(services, ["replenish-pool"]);
    expect(await poolOf(services, shop, poolId)).toMatchObject({
      available: 0,
      assigned: 1,
      voided: 99,
    });
    const [same, fresh] = codesOf(
      await assignTo(services, shop, poolId, ["ada@example.com", "ben@example.com"]),
    );
    expect(same?.code).toBe(before?.code);
    await expectSealedFor(services, shop, poolId, [fresh ?? { code: "", recipient: "" }]);
    expect(await sentences()).toContainEqual(
      expect.stringContaining("voided 99 codes in the pool"),
    );
  });

  it("stays sealed, with its codes, when the other part is switched on too", async () => {
    const poolId = await insertDynamicPool(services, shop);
    await protect(services, shop, poolId, { holderOnly: true });
    expect(await protect(services, shop, poolId, all)).toMatchObject({ voided: 0, example: null });
  });

  it.each<{ from: Partial<Pattern>; to: Partial<Pattern> }>([
    { from: {}, to: { length: 16, groupSize: 4 } },
    { from: { length: 12, groupSize: 6 }, to: { length: 16, groupSize: 6 } },
    { from: { length: 15 }, to: { length: 15, groupSize: null } },
    { from: { length: 20, groupSize: 5 }, to: { length: 20, groupSize: 5 } },
    { from: { alphabet: "0123456789", length: 14 }, to: { length: 16, groupSize: 4 } },
    { from: { prefix: "vip-", suffix: "!" }, to: { length: 16, groupSize: 4 } },
  ])("makes codes of $from as long as the seal needs", async ({ from, to }) => {
    const pattern = { ...defaultPattern, ...from };
    const poolId = await insertDynamicPool(services, shop, { pattern });
    await protect(services, shop, poolId, all);
    const sealed = { ...pattern, alphabet: defaultPattern.alphabet, ...to };
    expect(await readPattern(services, shop, poolId)).toEqual(sealed);
    const [given] = codesOf(await assignTo(services, shop, poolId, ["ada@example.com"]));
    expect(given?.code.startsWith(pattern.prefix)).toBe(true);
    await expectSealedFor(services, shop, poolId, [given ?? { code: "", recipient: "" }]);
  });

  it("asks for another prefix when the checkout couldn't compare it", async () => {
    const pattern = { ...defaultPattern, prefix: "ÉTÉ-" };
    const poolId = await insertDynamicPool(services, shop, { pattern });
    expect(await change(poolId, 1, all)).toMatchObject({
      ok: false,
      failure: { kind: "invalid_input", field: "pattern" },
    });
    expect(await poolOf(services, shop, poolId)).toMatchObject({ holderOnly: false, version: 1 });
  });

  it("refuses a later pattern that can't carry the seal, and remembers each that did", async () => {
    const poolId = await insertDynamicPool(services, shop);
    await protect(services, shop, poolId, all);
    const changePattern = async (pattern: Pattern) => {
      const { version, discountId } = await poolOf(services, shop, poolId);
      const buffer = { target: 100, floor: 50 };
      const settings = { discountId: discountId ?? 0, pattern, buffer, actor };
      return changeDynamicPool(services, shop, { poolId, version, ...settings });
    };
    const fitting = { ...defaultPattern, length: 18, prefix: "VIP-" };
    for (const wrong of [{ length: 14 }, { alphabet: "BCDF" }, { prefix: "É" }]) {
      expect(await changePattern({ ...fitting, ...wrong })).toMatchObject({
        ok: false,
        failure: { kind: "invalid_input", field: "pattern" },
      });
    }
    expect(await changePattern(fitting)).toMatchObject({ ok: true });
    expect(await lengthenPattern(services, shop, { poolId, length: 20, actor })).toMatchObject({
      ok: true,
    });
    expect(await readSealFormats(services.database, shop.id)).toEqual([
      { poolId, prefix: "", suffix: "", randomLength: 6 },
      { poolId, prefix: "VIP-", suffix: "", randomLength: 8 },
      { poolId, prefix: "VIP-", suffix: "", randomLength: 10 },
    ]);
  });

  it("can be paused and resumed at checkout, with the person in the activity log", async () => {
    const poolId = await insertPool(services, shop, { name: "Winter" });
    const pause = (paused: boolean) => setCheckoutPaused(services, shop, { poolId, paused, actor });
    expect(await pause(true)).toEqual({ ok: true, value: { version: 2 } });
    expect(await pause(true)).toEqual({ ok: true, value: { version: 2 } });
    expect(await poolOf(services, shop, poolId)).toMatchObject({ checkoutPaused: true });
    await pause(false);
    expect((await sentences()).slice(0, 2)).toEqual([
      "Ada let the codes of the pool “Winter” work at checkout again",
      "Ada paused the codes of the pool “Winter” at checkout",
    ]);
  });
});
