import { Outlet, useLoaderData, useNavigate } from "@remix-run/react";
import { Banner, BlockStack, Button, InlineGrid, InlineStack, Page, Text } from "@shopify/polaris";
import { EditIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import { adminLoader, numberParam, orNotFound } from "../admin/admin.server";
import { findPagePool } from "../admin/page-pool.server";
import { readPoolAlerts } from "../features/alerts/read-pool-alerts.server";
import { AvailabilityAlerts } from "../features/alerts/screens/availability-alerts";
import { findDiscount } from "../features/discounts/cache/find-discount.server";
import { DiscountCard } from "../features/discounts/screens/discount-card";
import { RenamePoolModal } from "../features/pools/screens/actions/rename-pool-modal";
import { StatusSwitch } from "../features/pools/screens/actions/status-switch";
import { LevelBadge, TypeBadge } from "../features/pools/screens/pool-badges";
import { PoolTabs } from "../features/pools/screens/pool-tabs";
import { StockFigures } from "../features/pools/screens/stock-figures";
import { readSupply } from "../features/publishing/read-supply.server";
import { suggestLength } from "../features/publishing/replenishment/suggest-length.server";
import { StoreBadge } from "../features/publishing/screens/store-badge";
import { StoreCard } from "../features/publishing/screens/store-card";
import { SupplyCard } from "../features/publishing/screens/supply-card";
import { readStoreCheck } from "../features/publishing/store-check/read-store-check.server";
import { hasStoreState, storeState } from "../features/publishing/store-check/store-check";
import { useFormAction } from "../ui/forms/use-form-action";

export const loader = adminLoader(async (request) => {
  const { services, shop, params } = request;
  const poolId = numberParam(params, "poolId");
  const [found, alerts, supply, storeCheck] = await Promise.all([
    findPagePool(request),
    readPoolAlerts(services, shop, poolId),
    readSupply(services, shop, poolId),
    readStoreCheck(services, shop, poolId),
  ]);
  const pool = orNotFound(found);
  const discountId = pool.discountId ?? storeCheck?.discountId ?? null;
  const discount = discountId === null ? null : await findDiscount(services, shop, discountId);
  return {
    pool,
    discount: discount?.ok ? discount.value : null,
    discountUrl:
      discount?.ok && discount.value.status !== "deleted"
        ? services
            .platform(shop.domain)
            .recordUrl({ kind: "discount", id: discount.value.platformId })
        : null,
    supply,
    storeCheck,
    longer: await suggestLength(services, shop, pool, supply),
    alerts: orNotFound(alerts),
    timeZone: shop.timeZone,
  };
});

export default function PoolDetails() {
  const { pool, discount, discountUrl, supply, storeCheck, longer, alerts, timeZone } =
    useLoaderData<typeof loader>();
  const [renaming, setRenaming] = useState(false);
  const navigate = useNavigate();
  const restoring = useFormAction("archive", { action: "/app?index" });
  return (
    <Page
      backAction={{ content: "Coupon Management", onAction: () => navigate("/app") }}
      title={pool.name}
      titleMetadata={
        <InlineStack gap="200" blockAlign="center">
          <Button
            icon={EditIcon}
            variant="tertiary"
            accessibilityLabel="Rename pool"
            onClick={() => setRenaming(true)}
          />
          <TypeBadge type={pool.type} />
          <LevelBadge pool={pool} stopped={supply?.failing != null} />
          {hasStoreState(pool) && <StoreBadge state={storeState(storeCheck)} />}
          <StatusSwitch pool={pool} disabled={pool.archivedAt !== null} />
        </InlineStack>
      }
      subtitle={`Handle: ${pool.handle}`}
      primaryAction={
        pool.type !== "dynamic" && (
          <Button variant="primary" onClick={() => navigate(`/app/pools/${pool.id}/import`)}>
            Import codes
          </Button>
        )
      }
    >
      <BlockStack gap="400">
        {pool.archivedAt && (
          <Banner
            tone="warning"
            title="This pool is archived"
            action={{
              content: "Restore",
              loading: restoring.busy,
              onAction: () => restoring.submit({ poolId: String(pool.id), archived: "false" }),
            }}
          >
            <p>It won’t assign codes. Its codes and history are kept.</p>
          </Banner>
        )}
        {!pool.active && !pool.archivedAt && (
          <Banner tone="info">
            <Text as="p">This pool is inactive. It won’t assign codes until you activate it.</Text>
          </Banner>
        )}
        <StockFigures pool={pool} />
        {hasStoreState(pool) && <StoreCard pool={pool} check={storeCheck} found={discount} />}
        {discount && pool.discountId !== null && (
          <InlineGrid columns={{ xs: 1, lg: supply ? 2 : 1 }} gap="400">
            <DiscountCard key={discount.id} discount={discount} url={discountUrl} pool={pool} />
            {supply && (
              <SupplyCard pool={pool} supply={supply} discount={discount} longerLength={longer} />
            )}
          </InlineGrid>
        )}
        <AvailabilityAlerts alerts={alerts} timeZone={timeZone} />
        <PoolTabs pool={pool} />
        <Outlet />
      </BlockStack>
      {renaming && <RenamePoolModal pool={pool} onClose={() => setRenaming(false)} />}
    </Page>
  );
}
