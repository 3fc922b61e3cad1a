import { useLoaderData } from "@remix-run/react";
import { adminLoader, numberParam } from "../admin/admin.server";
import { readPeriod } from "../features/statistics/period";
import { readStatistics } from "../features/statistics/read-statistics.server";
import { StatisticsCard } from "../features/statistics/screens/statistics-card";

export const loader = adminLoader(async ({ services, shop, url, params }) => {
  const poolId = numberParam(params, "poolId");
  const searchParams = Object.fromEntries(url.searchParams);
  const period = readPeriod(searchParams, services.clock.now(), shop.timeZone);
  const statistics = await readStatistics(services, shop, { poolId, period });
  return { statistics, poolId };
});

export default function StatisticsTab() {
  const { statistics, poolId } = useLoaderData<typeof loader>();
  return <StatisticsCard statistics={statistics} poolId={poolId} />;
}
