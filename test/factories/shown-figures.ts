import { expect } from "vitest";
import type { ShopContext } from "../../app/core/ids";
import { readPoolAlerts } from "../../app/features/alerts/read-pool-alerts.server";
import { listAssignments } from "../../app/features/assignments/history/list-assignments.server";
import { campaignResult } from "../../app/features/campaigns/campaign";
import { listCampaigns } from "../../app/features/campaigns/list-campaigns.server";
import { listBatches } from "../../app/features/codes/import/list-batches.server";
import { listCodes } from "../../app/features/codes/list-codes.server";
import { listPools } from "../../app/features/pools/list-pools.server";
import { summarizePools } from "../../app/features/pools/summarize-pools.server";
import { listUnexpectedUses } from "../../app/features/redemptions/uses/list-unexpected-uses.server";
import { readStatistics } from "../../app/features/statistics/read-statistics.server";
import type { Services } from "../../app/services.server";
import { countCampaigns, countOrders, countPace, countPools } from "./counted-figures";
import { expectOk } from "./import-file";

/** Covers all days that a test may use. */
const period = { from: "2026-11-01", to: "2027-10-31" };

/** Expects every number shown for pools, statistics, campaigns and imports to equal the rows it counts. */
export async function expectShownFigures(services: Services, shop: ShopContext): Promise<void> {
  const counted = await countPools(services, shop);
  const { pools: open } = await listPools(services, shop, { view: "all", search: "", limit: 50 });
  const archived = await listPools(services, shop, { view: "archived", search: "", limit: 50 });
  const pools = [...open, ...archived.pools];
  expect(pools.map(figuresOf).sort(byId), "pool totals").toEqual(counted);
  const summary = await summarizePools(services, shop);
  const shown = open.map(({ type, available, assigned, recipients }) =>
    type === "shared" ? { available: 0, assigned: recipients } : { available, assigned },
  );
  expect(summary, "summary above the list of pools").toMatchObject({
    available: shown.reduce((sum, row) => sum + row.available, 0),
    assigned: shown.reduce((sum, row) => sum + row.assigned, 0),
    pools: { all: open.length, archived: archived.pools.length },
  });
  await expectStatistics(services, shop, null);
  for (const { id } of pools) {
    await expectStatistics(services, shop, id);
    await expectPoolPages(
      services,
      shop,
      counted.find((row) => row.id === id),
    );
  }
  const { campaigns } = await listCampaigns(services, shop, { limit: 50 });
  expect(
    campaigns.map((campaign) => ({
      id: campaign.id,
      total: campaign.total,
      people: campaign.people,
      refused: campaign.refused,
      waiting: campaign.total - campaign.done,
      ...campaignResult(campaign),
    })),
    "campaign totals",
  ).toEqual(await countCampaigns(services, shop));
}

const byId = (a: { id: number }, b: { id: number }) => a.id - b.id;

type PoolFigures = Awaited<ReturnType<typeof countPools>>[number];

function figuresOf(pool: PoolFigures): PoolFigures {
  const { id, available, assigned, redeemed, expired, voided, total, recipients, uses } = pool;
  return { id, available, assigned, redeemed, expired, voided, total, recipients, uses };
}

async function expectStatistics(services: Services, shop: ShopContext, poolId: number | null) {
  const statistics = await readStatistics(services, shop, { poolId, period });
  const { assigned, redeemed, leaked, money } = statistics;
  const bySource = statistics.sources
    .map(({ source, ...sums }) => ({ source, assigned: sums.assigned, redeemed: sums.redeemed }))
    .sort((a, b) => (a.source < b.source ? -1 : 1));
  expect(
    { assigned, redeemed, leaked, money: money.sort(byCurrency), bySource },
    `statistics of ${poolId === null ? "all pools" : `pool ${poolId}`}`,
  ).toEqual(await countOrders(services, shop, poolId));
  const days = statistics.days.filter((day) => day.assigned + day.redeemed !== 0);
  expect(days.reduce((sum, day) => sum + day.assigned, 0)).toBe(assigned);
  expect(days.reduce((sum, day) => sum + day.redeemed, 0)).toBe(redeemed);
  for (const kind of ["others", "unassigned"] as const) {
    const query = { kind, poolId, period, after: null, limit: 500 };
    const { uses } = await listUnexpectedUses(services, shop, query);
    const expected =
      kind === "others"
        ? leaked
        : (bySource.find(({ source }) => source === "unassigned")?.redeemed ?? 0);
    expect(uses, `codes used by ${kind}`).toHaveLength(expected);
  }
}

const byCurrency = (a: { currency: string }, b: { currency: string }) =>
  a.currency < b.currency ? -1 : 1;

/** Checks the tabs of a pool: available codes, history, imports and projection. */
async function expectPoolPages(
  services: Services,
  shop: ShopContext,
  counted: PoolFigures | undefined,
) {
  if (!counted) throw new Error("A listed pool has no counts.");
  const poolId = counted.id;
  const { codes } = await listCodes(services, shop, { poolId, search: "", limit: 500 });
  expect(codes, "active codes").toHaveLength(counted.available);
  const history = expectOk(
    await listAssignments(services, shop, { poolId, search: "", limit: 500 }),
  );
  const holding = new Set(
    history.entries.filter(({ state }) => state === "assigned").map(({ code }) => code),
  );
  if (counted.recipients === 0) {
    expect(holding.size, "assigned codes in the history").toBe(counted.assigned);
  }
  const { batches } = await listBatches(services, shop, { poolId, limit: 50 });
  for (const batch of batches) {
    const [row] = await services.database.query<{ codes: number; rejects: number }>(
      `SELECT (SELECT count(*) FROM code WHERE shop_id = $1 AND batch_id = $2) AS codes,
              (SELECT count(*) FROM batch_reject WHERE shop_id = $1 AND batch_id = $2) AS rejects`,
      [shop.id, batch.id],
    );
    const { added, alreadyHere, twiceInFile, elsewhere, invalid } = batch;
    expect(
      { codes: added, rejects: alreadyHere + twiceInFile + elsewhere + invalid },
      "import totals",
    ).toEqual(row);
  }
  const { projection, available } = expectOk(await readPoolAlerts(services, shop, poolId));
  expect(available).toBe(counted.available);
  const pace = await countPace(services, shop, poolId);
  if (projection.kind === "no-rate")
    expect(pace).toEqual({ single: 0, inLists: projection.inLists });
  if (projection.kind === "lasts") expect(pace.single).toBeGreaterThan(0);
}
