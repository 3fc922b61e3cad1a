import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { assignCodes } from "../../../app/features/assignments/assign-codes.server";
import { voidCodes } from "../../../app/features/codes/void-codes.server";
import type {
  DifferenceKind,
  DifferenceRepair,
} from "../../../app/features/publishing/reconciliation/difference";
import { listDifferences } from "../../../app/features/publishing/reconciliation/list-differences.server";
import { readReconciliation } from "../../../app/features/publishing/reconciliation/read-reconciliation.server";
import { repairDifferences } from "../../../app/features/publishing/reconciliation/repair/repair-differences.server";
import { startReconciliation } from "../../../app/features/publishing/reconciliation/start-reconciliation.server";
import { removeCodes } from "../../../app/features/publishing/removal/remove-codes.server";
import { replenishPool } from "../../../app/features/publishing/replenishment/replenish-pool.server";
import { runUploads } from "../../../app/features/publishing/upload/run-uploads.server";
import { parseGid, removeCodes as takeCodesOut } from "../../doubles/shopify/index";
import { DEMO_SHOP, testSandbox } from "../../doubles/shopify/testing";
import { expectConsistentStock } from "../../factories/consistent-stock";
import { runJobs } from "../../setup/run-jobs";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";
import { addAll, discountWith } from "../platform/contract/answers";
import { shopifyTestDriver } from "../platform/shopify-test-driver";
import { insertDiscount, insertDynamicPool } from "./demo-discount";

const never = new AbortController().signal;
const actor = { name: "Ada" };
const firstCode = "THE-FIRST-ONE";

// The other tests in this folder use an in-memory platform. These use the Shopify adapter and the sandbox.
describe("codes in Shopify", () => {
  const driver = shopifyTestDriver(testSandbox({ tomlFile: "./orders.test.toml", seed: "demo" }));
  let services: TestServices;
  let shop: ShopContext;
  let poolId: number;
  let under: string;

  beforeEach(async () => {
    await driver.reset();
    services = await openTestServices();
    shop = await insertShop(services, DEMO_SHOP);
    services.platform = () => driver.open();
    under = (await discountWith(driver.open(), firstCode)).id;
    const discountId = await insertDiscount(services, shop, { platformId: under });
    poolId = await insertDynamicPool(services, shop, { discountId, target: 300, floor: 1 });
    await replenishPool(services, shop, poolId, never);
    await upload();
    services.setTime(new Date("2026-11-21T13:00:00Z"));
  });
  afterEach(() => services.close());

  const upload = async () => {
    const run = { priority: "bulk", poolId: null, signal: never, pollEvery: 50 } as const;
    expect(await runUploads(services, shop, run)).toBe("done");
  };
  const poolCodes = () =>
    services.database.query<{ id: number; code: string; publishStatus: string }>(
      `SELECT id, code, publish_status AS "publishStatus" FROM code WHERE shop_id = $1 AND pool_id = $2 ORDER BY position`,
      [shop.id, poolId],
    );
  const live = async () =>
    (await poolCodes()).filter((one) => one.publishStatus === "live").map(({ code }) => code);
  const codesInShopify = async () =>
    (await driver.codesOf(under)).filter((code) => code !== firstCode);
  const expectSame = async () => {
    expect((await codesInShopify()).sort()).toEqual((await live()).sort());
    await expectConsistentStock(services, shop);
  };
  /** The merchant deletes codes from the discount in the Shopify admin. */
  const takeOut = (codes: readonly string[]) => {
    const discount = driver.shop().discounts[parseGid(under)?.number ?? ""];
    if (!discount) throw new Error("no discount");
    const gone = discount.codes.filter(({ code }) => codes.includes(code));
    takeCodesOut(driver.shop(), discount, gone);
  };
  const check = async () => {
    const { checkId } = await startReconciliation(services, shop, { actor });
    await runJobs(services, ["run-reconciliation"]);
    expect(await readReconciliation(services, shop)).toMatchObject({ id: checkId, state: "done" });
    return checkId;
  };
  const found = async (checkId: number, kind: DifferenceKind) =>
    (await listDifferences(services, shop, { checkId, kind, limit: 100 })).findings;
  const repair = async (
    checkId: number,
    kind: DifferenceKind,
    how: DifferenceRepair,
    code?: string,
  ) => {
    const findings = await found(checkId, kind);
    const findingIds = code
      ? findings.filter((finding) => finding.code === code).map(({ id }) => id)
      : null;
    const input = { checkId, kind, repair: how, findingIds, actor };
    expect(await repairDifferences(services, shop, input)).toMatchObject({ ok: true });
    await runJobs(services, ["repair-differences", "remove-codes"]);
  };

  it("are reconciled: differences are uploaded again, imported, removed or ignored", async () => {
    await expectSame();
    const lost = (await live()).slice(100, 103);
    takeOut(lost);
    await addAll(driver, under, ["BY-HAND-1", "BY-HAND-2"]);
    const first = await check();
    expect(await readReconciliation(services, shop)).toMatchObject({
      read: 300,
      missing: 3,
      unknown: 3,
      inactive: 0,
    });
    const missing = (await found(first, "missing")).map(({ code }) => code);
    expect(missing.sort()).toEqual(lost.sort());
    await repair(first, "missing", "upload");
    await upload();
    await repair(first, "unknown", "import", "BY-HAND-1");
    await repair(first, "unknown", "remove", "BY-HAND-2");
    await repair(first, "unknown", "ignore", firstCode);
    const now = await codesInShopify();
    expect(now).toEqual(expect.arrayContaining([...lost, "BY-HAND-1"]));
    expect(now).not.toContain("BY-HAND-2");
    await expectSame();
    const recipients = Array.from({ length: 301 }, (_, n) => ({ recipient: `p${n}@example.com` }));
    const result = await assignCodes(services, shop, { pool: poolId, recipients, source: "api" });
    if (!result.ok) throw new Error(result.failure.kind);
    const last = result.value.at(-1);
    expect(last).toMatchObject({ ok: true, value: { code: "BY-HAND-1", live: true } });
    services.setTime(new Date("2026-11-21T14:00:00Z"));
    await check();
    expect(await readReconciliation(services, shop)).toMatchObject({ missing: 0, unknown: 0 });
  });

  it("are reported if their discount ended or was deleted", async () => {
    const platform = driver.open();
    await platform.setDiscountActive(under, false);
    const ended = await check();
    expect(await found(ended, "inactive")).toMatchObject([{ poolId }]);
    await driver.deleteDiscount(under);
    const gone = await check();
    expect(await readReconciliation(services, shop)).toMatchObject({ missing: 0, inactive: 1 });
    await repair(gone, "inactive", "pause");
    const [pool] = await services.database.query("SELECT active FROM pool WHERE id = $1", [poolId]);
    expect(pool).toEqual({ active: false });
  });

  it("are removed in batches of a hundred once voided, using IDs that are looked up first", async () => {
    const dead = (await poolCodes()).slice(0, 260).map(({ id }) => id);
    await voidCodes(services, shop, { poolId, codeIds: dead, actor });
    await removeCodes(services, shop, never);
    expect(await codesInShopify()).toHaveLength(40);
    await expectSame();
    // A few codes are looked up individually. One was already removed.
    const more = (await poolCodes()).filter((one) => one.publishStatus === "live").slice(0, 5);
    takeOut(more.slice(0, 1).map(({ code }) => code));
    const codeIds = more.map(({ id }) => id);
    await voidCodes(services, shop, { poolId, codeIds, actor });
    await removeCodes(services, shop, never);
    expect(await codesInShopify()).toHaveLength(35);
    await expectSame();
  });

  it("are removed even if a response is lost", async () => {
    const dead = (await poolCodes()).slice(0, 10).map(({ id }) => id);
    await voidCodes(services, shop, { poolId, codeIds: dead, actor });
    await driver.next("remove", "lost");
    const outcome = removeCodes(services, shop, never).then(
      () => "done",
      (error: Error) => error.message,
    );
    if ((await outcome) !== "done") await removeCodes(services, shop, never);
    expect(await codesInShopify()).toHaveLength(290);
    await expectSame();
  });
});
