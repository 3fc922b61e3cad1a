import { Banner, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { day, moment } from "../../../core/format";
import { AdminLink } from "../../../ui/admin-link";
import { useNavigate } from "../../../ui/browser";
import { type ShopFacts, useShopFacts } from "../../../ui/shop-facts";
import type { PoolType } from "../../pools/pool";
import { type Discount, type DiscountStatus, statusAt } from "../discount";
import { discountWorth } from "../discount-sentence";
import { DiscountStatusBadge } from "./discount-status-badge";
import { useFreshDiscount } from "./use-fresh-discount";

/** A pool's discount, its status, and what to do if its codes don't work. */
export function DiscountCard({
  discount,
  url,
  pool,
}: {
  discount: Discount;
  /** URL in the Shopify admin; null if it was deleted. */
  url: string | null;
  pool: { id: number; type: PoolType };
}) {
  const shop = useShopFacts();
  const navigate = useNavigate();
  const fresh = useFreshDiscount(discount);
  const status = statusAt(discount, shop.now);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center" align="space-between">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h2" variant="headingMd">
              Discount
            </Text>
            <DiscountStatusBadge status={status} />
          </InlineStack>
          {(pool.type === "dynamic" || status === "deleted") && (
            <Button variant="plain" onClick={() => navigate(`/app/pools/${pool.id}/settings`)}>
              Change
            </Button>
          )}
        </InlineStack>
        <BlockStack gap="100">
          <Text as="p" fontWeight="semibold" breakWord>
            <AdminLink url={url}>{discount.title}</AdminLink>
          </Text>
          <Text as="p">{discountWorth(discount, shop)}</Text>
        </BlockStack>
        {status !== "active" && (
          <Banner tone={status === "deleted" ? "critical" : "warning"}>
            <p data-testid={`discount-${status}`}>{whatToDo(status, discount, pool.type, shop)}</p>
          </Banner>
        )}
        {fresh.failure && (
          <InlineStack gap="200" blockAlign="center">
            <Text as="p" tone="subdued">
              {fresh.failure} Shown as of {moment(discount.readAt, shop.timeZone)}.
            </Text>
            <Button variant="plain" loading={fresh.busy} onClick={fresh.retry}>
              Refresh
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}

function whatToDo(
  status: Exclude<DiscountStatus, "active">,
  { startsAt, endsAt }: Discount,
  type: PoolType,
  { timeZone, platform }: Pick<ShopFacts, "timeZone" | "platform">,
): string {
  switch (status) {
    case "deleted":
      return `This discount was deleted in ${platform}. Codes in this pool no longer work. Choose another discount in the settings.`;
    case "expired":
      return `This discount ended${endsAt ? ` on ${day(endsAt, timeZone)}` : ""}. Codes in this pool no longer work. Extend its end date in ${platform}${type === "dynamic" ? ", or choose another discount in the settings" : ""}.`;
    case "scheduled":
      return `Codes in this pool start working ${startsAt ? `on ${moment(startsAt, timeZone)}` : "later"}. To change that, edit the discount’s start date in ${platform}.`;
  }
}
