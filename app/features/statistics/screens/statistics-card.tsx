import { Banner, BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import { count, number } from "../../../core/format";
import { Link } from "../../../ui/browser";
import { Figures } from "../../../ui/figures";
import type { UnexpectedKind } from "../../redemptions/uses/unexpected-use";
import type { Period } from "../period";
import type { Statistics } from "../statistics";
import { DailyChart } from "./daily-chart";
import { PeriodPicker } from "./period-picker";
import { amounts, ratePercent } from "./source-labels";
import { SourcesTable } from "./sources-table";

/** Statistics of a period: figures, chart and sources. */
export function StatisticsCard(props: {
  statistics: Statistics;
  /** Null: all pools. */
  poolId: number | null;
}) {
  const { statistics, poolId } = props;
  const { assigned, redeemed, leaked, money: sums, sources, days } = statistics;
  const nothing = assigned === 0 && redeemed === 0;
  return (
    <Card>
      <section aria-label="Statistics">
        <BlockStack gap="400">
          <InlineStack align="space-between" blockAlign="center" gap="300">
            <Text as="h2" variant="headingMd">
              Statistics
            </Text>
            <PeriodPicker period={statistics.period} />
          </InlineStack>
          <Figures
            columns={{ xs: 2, md: 6 }}
            figures={[
              ["Assigned", number(assigned)],
              ["Redeemed in kept orders", number(redeemed)],
              ["Rate", ratePercent(statistics)],
              ["Kept orders", number(sums.reduce((sum, { orders }) => sum + orders, 0))],
              ["Discount given", amounts(sums, "discount")],
              ["Order value", amounts(sums, "orderValue")],
            ]}
          />
          <Text as="p" tone="subdued">
            Kept orders are orders that weren’t canceled or refunded. Test orders don’t count.
          </Text>
          {leaked > 0 && (
            <Banner tone="warning">
              <p>
                {`${count(leaked, "code")} used by someone other than the recipient. `}
                <Link to={usesPath("others", statistics.period, poolId)}>See which codes</Link>
              </p>
            </Banner>
          )}
          {nothing ? (
            <Text as="p" tone="subdued">
              No codes were assigned or used in this period.
            </Text>
          ) : (
            <>
              <DailyChart days={days} />
              <SourcesTable
                sources={sources}
                more={statistics.moreSources}
                unassignedPath={usesPath("unassigned", statistics.period, poolId)}
              />
            </>
          )}
        </BlockStack>
      </section>
    </Card>
  );
}

/** URL of the page with the unexpected uses of a period. `poolId` null: all pools. */
function usesPath(kind: UnexpectedKind, { from, to }: Period, poolId: number | null): string {
  const pool = poolId === null ? "" : `&pool=${poolId}`;
  return `/app/uses?kind=${kind}&from=${from}&to=${to}${pool}`;
}
