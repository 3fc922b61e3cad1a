import { useLoaderData } from "@remix-run/react";
import { adminLoader, numberParam } from "../http/admin.server";
import { readPeriod } from "../statistics/period";
import { readStatistics } from "../statistics/read-statistics.server";
import { StatisticsCard } from "../ui/statistics/statistics-card";

export const loader = adminLoader(async ({ services, shop, url, params }) => {
  const poolId = numberParam(params, "poolId");
  const asked = Object.fromEntries(url.searchParams);
  const period = readPeriod(asked, services.clock.now(), shop.timeZone);
  const statistics = await readStatistics(services, shop, { poolId, period });
  return { statistics, poolId };
});

export default function StatisticsTab() {
  const { statistics, poolId } = useLoaderData<typeof loader>();
  return <StatisticsCard statistics={statistics} poolId={poolId} />;
}
