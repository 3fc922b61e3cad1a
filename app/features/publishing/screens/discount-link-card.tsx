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

/** Whether the codes that a merchant brought are put into the shop, under which discount. */
export function DiscountLinkCard({ pool, discount }: DiscountLinkCardProps) {
  const { platform } = useShopFacts();
  const [tying, setTying] = useState(false);
  const open = discount === null || discount.status === "deleted";
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            Discount
          </Text>
          {open && <Button onClick={() => setTying(true)}>Link to a discount</Button>}
        </InlineStack>
        <Text as="p" breakWord>
          {sentence(discount, platform)}
        </Text>
      </BlockStack>
      {tying && <DiscountLinkModal pool={pool} onClose={() => setTying(false)} />}
    </Card>
  );
}

function sentence(discount: Discount | null, platform: string): string {
  if (!discount) {
    return `The app doesn’t add the codes of this pool to ${platform}: they work only if they’re there already. Link the pool to a discount to have the app add them.`;
  }
  return discount.status === "deleted"
    ? `The codes of this pool belonged to the discount “${discount.title}”, which was deleted in ${platform}. They do not work until the pool is tied to another.`
    : `This pool’s codes are in your store under the discount “${discount.title}”. They can’t move to another one.`;
}
