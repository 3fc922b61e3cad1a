import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { useShopFacts } from "../../../ui/shop-facts";
import type { Discount } from "../../discounts/discount";
import type { PoolType } from "../../pools/pool";
import { DiscountLinkModal } from "./discount-link-modal";

interface DiscountLinkCardProps {
  pool: { id: number; version: number; type: PoolType };
  discount: Discount | null;
}

/** The discount under which a pool's uploaded codes are added to the store. */
export function DiscountLinkCard({ pool, discount }: DiscountLinkCardProps) {
  const { platform } = useShopFacts();
  const [linking, setLinking] = useState(false);
  const open = discount === null || discount.status === "deleted";
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            Discount
          </Text>
          {open && <Button onClick={() => setLinking(true)}>Link to a discount</Button>}
        </InlineStack>
        <Text as="p" breakWord>
          {sentence(discount, platform)}
        </Text>
      </BlockStack>
      {linking && <DiscountLinkModal pool={pool} onClose={() => setLinking(false)} />}
    </Card>
  );
}

function sentence(discount: Discount | null, platform: string): string {
  if (!discount) {
    return `This app doesn’t add this pool’s codes to ${platform}. They work only if they’re already there. To have the app add them, link the pool to a discount.`;
  }
  return discount.status === "deleted"
    ? `The discount for these codes, “${discount.title}”, was deleted in ${platform}. They won’t work until you link the pool to another discount.`
    : `This pool’s codes are in your store under the discount “${discount.title}”. They can’t move to another one.`;
}
