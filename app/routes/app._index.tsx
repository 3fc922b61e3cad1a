import {
  useLoaderData,
  useNavigate,
  useNavigation,
  useRevalidator,
  useSearchParams,
} from "@remix-run/react";
import {
  Banner,
  BlockStack,
  Button,
  Card,
  EmptyState,
  InlineStack,
  Page,
  Text,
} from "@shopify/polaris";
import { RefreshIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import { z } from "zod";
import { alertActions } from "../admin/actions/alert-actions.server";
import { poolActions } from "../admin/actions/pool-actions.server";
import { adminAction, adminLoader } from "../admin/admin.server";
import { smallCursor } from "../admin/ids";
import { number } from "../core/format";
import { readAlertSettings } from "../features/alerts/read-alert-settings.server";
import { EmailNotifications } from "../features/alerts/screens/email-notifications";
import { unsentText } from "../features/assignments/screens/unsent-page";
import { countUnsent } from "../features/assignments/unsent/list-unsent.server";
import { findDiscount } from "../features/discounts/cache/find-discount.server";
import { readDiscountStates } from "../features/discounts/cache/read-discount-states.server";
import { listPools } from "../features/pools/list-pools.server";
import { poolViews } from "../features/pools/pool";
import { CreatePoolModal } from "../features/pools/screens/list/create-pool-modal";
import { PoolsFilter } from "../features/pools/screens/list/pools-filter";
import { PoolsTable } from "../features/pools/screens/list/pools-table";
import { otherPools } from "../features/pools/screens/other-pools";
import { summarizePools } from "../features/pools/summarize-pools.server";
import { readStoppedPools } from "../features/publishing/read-supply.server";
import { readStoreChecks } from "../features/publishing/store-check/read-store-check.server";
import { hasStoreState, storeState } from "../features/publishing/store-check/store-check";
import { readPeriod } from "../features/statistics/period";
import { readStatistics } from "../features/statistics/read-statistics.server";
import { StatisticsCard } from "../features/statistics/screens/statistics-card";
import { CursorPages } from "../ui/cursor-pages";

const poolsPerPage = 50;

const querySchema = z.object({
  view: z.enum(poolViews).catch("all"),
  search: z.string().max(80).catch(""),
  after: z.string().optional(),
  before: z.string().optional(),
  /** The discount to create a pool for. */
  discount: smallCursor,
});

export const loader = adminLoader(async ({ services, shop, url }) => {
  const searchParams = Object.fromEntries(url.searchParams);
  const { after, before, discount, ...query } = querySchema.parse(searchParams);
  const period = readPeriod(searchParams, services.clock.now(), shop.timeZone);
  const cursor = before ? { before } : after ? { after } : {};
  const [page, summary, alerts, statistics, unsent] = await Promise.all([
    listPools(services, shop, { ...query, ...cursor, limit: poolsPerPage }),
    summarizePools(services, shop),
    readAlertSettings(services, shop),
    readStatistics(services, shop, { poolId: null, period }),
    countUnsent(services, shop),
  ]);
  const discountIds = page.pools.flatMap(({ discountId }) => discountId ?? []);
  const poolIds = page.pools.map(({ id }) => id);
  const [states, checks, stopped, withDiscount] = await Promise.all([
    readDiscountStates(services, shop, discountIds),
    readStoreChecks(services, shop, poolIds),
    readStoppedPools(services, shop, poolIds),
    discount === undefined ? null : findDiscount(services, shop, discount),
  ]);
  const pools = page.pools.map((pool) => ({
    ...pool,
    discountStatus: states.get(pool.discountId ?? 0) ?? null,
    stopped: stopped.has(pool.id),
    storeState: hasStoreState(pool) ? storeState(checks.get(pool.id)) : null,
  }));
  return {
    page: { ...page, pools },
    summary,
    alerts,
    statistics,
    unsent: unsent.count,
    query,
    withDiscount: withDiscount?.ok ? withDiscount.value : null,
  };
});

export const action = adminAction({ ...poolActions, ...alertActions });

export { respondInPlace as clientAction } from "../admin/respond-in-place";

export default function CouponManagement() {
  const { page, summary, alerts, statistics, unsent, query, withDiscount } =
    useLoaderData<typeof loader>();
  const [creating, setCreating] = useState(withDiscount !== null);
  const [params] = useSearchParams();
  const navigate = useNavigate();
  const navigating = useNavigation().state !== "idle";
  const { revalidate, state: refresh } = useRevalidator();
  const nothingYet = summary.pools.all + summary.pools.archived === 0;
  return (
    <Page
      title="Coupon Management"
      primaryAction={
        <Button variant="primary" onClick={() => setCreating(true)}>
          Create pool
        </Button>
      }
    >
      <BlockStack gap="500">
        {unsent > 0 && (
          <Banner
            title={unsentText(unsent)}
            action={{ content: "View codes to send", onAction: () => navigate("/app/unsent") }}
          >
            <p>These customers have a replacement code that hasn’t been sent yet.</p>
          </Banner>
        )}
        <Card padding="0">
          {nothingYet ? (
            <EmptyState
              heading="No coupon pools yet"
              image=""
              action={{ content: "Create pool", onAction: () => setCreating(true) }}
            >
              <p data-testid="pools-empty-state">
                A pool holds codes for one discount and gives each customer a unique code.
              </p>
            </EmptyState>
          ) : (
            <section aria-label="Coupon pools">
              <PoolsFilter key={`${query.view}`} counts={summary.pools} query={query}>
                <InlineStack gap="300" blockAlign="center" align="end">
                  <Text as="p" tone="subdued">
                    Total: {number(summary.available)} active, {number(summary.assigned)} assigned
                  </Text>
                  <Button
                    icon={RefreshIcon}
                    accessibilityLabel="Refresh inventory"
                    loading={refresh === "loading"}
                    onClick={revalidate}
                  />
                </InlineStack>
              </PoolsFilter>
              {page.pools.length > 0 ? (
                <>
                  <PoolsTable pools={page.pools} loading={navigating} />
                  <CursorPages page={page} params={params} />
                </>
              ) : (
                <EmptyState
                  heading={
                    query.search ? `No pools match “${query.search}”` : "No pools in this view"
                  }
                  image=""
                >
                  <p>{otherPools(query, summary.pools)}</p>
                </EmptyState>
              )}
            </section>
          )}
        </Card>
        {!nothingYet && <StatisticsCard statistics={statistics} poolId={null} />}
        <EmailNotifications settings={alerts} />
      </BlockStack>
      {creating && (
        <CreatePoolModal
          discount={withDiscount}
          onClose={() => {
            setCreating(false);
            if (withDiscount) navigate("/app", { replace: true });
          }}
        />
      )}
    </Page>
  );
}
