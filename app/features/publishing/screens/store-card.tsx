import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { moment } from "../../../core/format";
import { Refusal } from "../../../ui/forms/refusal";
import { useFormAction } from "../../../ui/forms/use-form-action";
import { useShopFacts } from "../../../ui/shop-facts";
import type { Discount } from "../../discounts/discount";
import type { PoolType } from "../../pools/pool";
import { type StoreCheck, storeCheckSentence, storeState } from "../store-check/store-check";
import { DiscountLinkModal } from "./discount-link-modal";
import { StoreBadge } from "./store-badge";

interface StoreCardProps {
  pool: { id: number; version: number; type: PoolType };
  check: StoreCheck | null;
  /** The discount under which the codes were found. */
  found: Discount | null;
}

/** Whether the codes of an unlinked pool work in the store, and how to fix it if they don't. */
export function StoreCard({ pool, check, found }: StoreCardProps) {
  const { platform, timeZone } = useShopFacts();
  const checking = useFormAction("check-sample", { action: "/app?index", key: `check-${pool.id}` });
  const [linking, setLinking] = useState(false);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h2" variant="headingMd">
              Codes in {platform}
            </Text>
            <StoreBadge state={storeState(check)} />
          </InlineStack>
          <Button
            variant="plain"
            loading={checking.busy}
            onClick={() => checking.submit({ poolId: String(pool.id) })}
          >
            {check ? "Check again" : `Check in ${platform}`}
          </Button>
        </InlineStack>
        <Refusal message={checking.refusal?.message} />
        <div role="status">
          <Text as="p" breakWord>
            {storeCheckSentence(check, platform)}
          </Text>
        </div>
        {check && (
          <Text as="p" tone="subdued">
            Checked {moment(check.checkedAt, timeZone)}. The app checks again every night.
          </Text>
        )}
        <InlineStack gap="200">
          <Button onClick={() => setLinking(true)}>
            {found ? `Link to “${found.title}”` : "Link to a discount"}
          </Button>
        </InlineStack>
        <Text as="p" tone="subdued">
          {found
            ? "Once linked, the app adds new codes to this discount and watches it for you."
            : `Link this pool to a discount to have the app add its codes to ${platform}.`}
        </Text>
      </BlockStack>
      {linking && (
        <DiscountLinkModal pool={pool} suggested={found} onClose={() => setLinking(false)} />
      )}
    </Card>
  );
}
