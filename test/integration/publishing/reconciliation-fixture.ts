import { afterAll, beforeAll, beforeEach } from "vitest";
import type { ShopContext } from "../../../app/core/ids";
import { findPool } from "../../../app/features/pools/find-pool.server";
import type {
  DifferenceKind,
  DifferenceRepair,
} from "../../../app/features/publishing/reconciliation/difference";
import { listDifferences } from "../../../app/features/publishing/reconciliation/list-differences.server";
import { repairDifferences } from "../../../app/features/publishing/reconciliation/repair/repair-differences.server";
import { startReconciliation } from "../../../app/features/publishing/reconciliation/start-reconciliation.server";
import { replenishPool } from "../../../app/features/publishing/replenishment/replenish-pool.server";
import { uploadCodes } from "../../../app/features/publishing/upload/upload-codes.server";
import { runJobs } from "../../setup/run-jobs";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";
import { insertDiscount, insertDynamicPool } from "./demo-discount";
import { FakePlatform } from "./fake-platform";

export const never = new AbortController().signal;
export const actor = { name: "Ada" };

/** Creates a shop for each test, with a dynamic pool whose 600 codes are uploaded. */
export function reconciliationFixture() {
  let shops = 0;
  const fixture = {
    services: undefined as unknown as TestServices,
    shop: undefined as unknown as ShopContext,
    platform: undefined as unknown as FakePlatform,
    poolId: 0,
    /** The platform's ID of the pool's discount. */
    under: () => `d-${shops}`,
    /** The pool's codes in queue order. */
    codes: async () => {
      const rows = await fixture.services.database.query<{ code: string }>(
        "SELECT code FROM code WHERE shop_id = $1 AND pool_id = $2 ORDER BY position",
        [fixture.shop.id, fixture.poolId],
      );
      return rows.map(({ code }) => code);
    },
    check: async () => {
      const { checkId } = await startReconciliation(fixture.services, fixture.shop, { actor });
      await runJobs(fixture.services, ["run-reconciliation"]);
      return checkId;
    },
    found: async (checkId: number, kind: DifferenceKind) =>
      (await listDifferences(fixture.services, fixture.shop, { checkId, kind, limit: 100 }))
        .findings,
    repair: (
      checkId: number,
      kind: DifferenceKind,
      how: DifferenceRepair,
      findingIds: number[] | null,
    ) =>
      repairDifferences(fixture.services, fixture.shop, {
        checkId,
        kind,
        repair: how,
        findingIds,
        actor,
      }),
    poolNow: async () => {
      const pool = await findPool(fixture.services, fixture.shop, fixture.poolId);
      return pool.ok ? pool.value : undefined;
    },
    /** The platform's codes. */
    there: () => [...fixture.platform.codes.values()].map(({ code }) => code),
  };
  beforeAll(async () => {
    fixture.services = await openTestServices();
  });
  beforeEach(async () => {
    shops += 1;
    fixture.services.setTime(new Date("2026-11-21T12:00:00Z"));
    fixture.shop = await insertShop(fixture.services, `shop-${shops}.myshopify.com`);
    fixture.platform = new FakePlatform(new Set([fixture.under()]));
    fixture.services.platform = fixture.platform.open;
    const platformId = fixture.under();
    const discountId = await insertDiscount(fixture.services, fixture.shop, { platformId });
    const pool = { discountId, target: 600, floor: 1 };
    fixture.poolId = await insertDynamicPool(fixture.services, fixture.shop, pool);
    await replenishPool(fixture.services, fixture.shop, fixture.poolId, never);
    await uploadCodes(fixture.services, fixture.shop, never);
    fixture.services.setTime(new Date("2026-11-21T13:00:00Z"));
  });
  afterAll(() => fixture.services.close());
  return fixture;
}
