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

/** For each test a shop of its own with a dynamic pool, whose 600 codes the platform has. */
export function reconciliationFixture() {
  let shops = 0;
  const world = {
    services: undefined as unknown as TestServices,
    shop: undefined as unknown as ShopContext,
    platform: undefined as unknown as FakePlatform,
    poolId: 0,
    /** The platform's id of the pool's discount. */
    under: () => `d-${shops}`,
    /** The pool's, in the order of the line. */
    codes: async () => {
      const rows = await world.services.database.query<{ code: string }>(
        "SELECT code FROM code WHERE shop_id = $1 AND pool_id = $2 ORDER BY position",
        [world.shop.id, world.poolId],
      );
      return rows.map(({ code }) => code);
    },
    check: async () => {
      const { checkId } = await startReconciliation(world.services, world.shop, { actor });
      await runJobs(world.services, ["run-reconciliation"]);
      return checkId;
    },
    found: async (checkId: number, kind: DifferenceKind) =>
      (await listDifferences(world.services, world.shop, { checkId, kind, limit: 100 })).findings,
    repair: (
      checkId: number,
      kind: DifferenceKind,
      how: DifferenceRepair,
      findingIds: number[] | null,
    ) =>
      repairDifferences(world.services, world.shop, {
        checkId,
        kind,
        repair: how,
        findingIds,
        actor,
      }),
    poolNow: async () => {
      const pool = await findPool(world.services, world.shop, world.poolId);
      return pool.ok ? pool.value : undefined;
    },
    /** What the platform has. */
    there: () => [...world.platform.codes.values()].map(({ code }) => code),
  };
  beforeAll(async () => {
    world.services = await openTestServices();
  });
  beforeEach(async () => {
    shops += 1;
    world.services.setTime(new Date("2026-11-21T12:00:00Z"));
    world.shop = await insertShop(world.services, `shop-${shops}.myshopify.com`);
    world.platform = new FakePlatform(new Set([world.under()]));
    world.services.platform = world.platform.open;
    const platformId = world.under();
    const discountId = await insertDiscount(world.services, world.shop, { platformId });
    const pool = { discountId, target: 600, floor: 1 };
    world.poolId = await insertDynamicPool(world.services, world.shop, pool);
    await replenishPool(world.services, world.shop, world.poolId, never);
    await uploadCodes(world.services, world.shop, never);
    world.services.setTime(new Date("2026-11-21T13:00:00Z"));
  });
  afterAll(() => world.services.close());
  return world;
}
