import { Banner, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { AdminLink } from "../../../ui/admin-link";
import { useNavigate } from "../../../ui/browser";
import { day, moment } from "../../../ui/format";
import { type ShopFacts, useShopFacts } from "../../../ui/shop-facts";
import type { PoolType } from "../../pools/pool";
import { type Discount, type DiscountStatus, statusAt } from "../discount";
import { discountWorth } from "../discount-sentence";
import { DiscountStatusBadge } from "./discount-status-badge";
import { useFreshDiscount } from "./use-fresh-discount";

/** What a pool's codes are worth, whether they are worth it now, and what to do when not. */
export function DiscountCard({
  discount,
  url,
  pool,
}: {
  discount: Discount;
  /** Its page in the store's admin; null: it is gone there. */
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
              Ask again
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
      return `This discount was deleted in ${platform}: no code of the pool works any more. Choose another discount in the settings.`;
    case "expired":
      return `This discount ended${endsAt ? ` on ${day(endsAt, timeZone)}` : ""}: codes of the pool do not work now. Give it a later end in ${platform}${type === "dynamic" ? ", or choose another in the settings" : ""}.`;
    case "scheduled":
      return `Codes of the pool work from ${startsAt ? moment(startsAt, timeZone) : "a later day"} on. To let them work now, change the start of the discount in ${platform}.`;
  }
}
