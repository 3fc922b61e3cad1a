import { BlockStack, Card, InlineGrid, Text } from "@shopify/polaris";
import type { Stock } from "../../pools/pool";
import { number, percentLeft } from "../format";

/** The pool's figures, side by side. */
export function StockFigures({ stock }: { stock: Stock }) {
  const figures: [string, string][] = [
    ["Active", number(stock.available)],
    ["Assigned", number(stock.assigned)],
    ["Redeemed", number(stock.redeemed)],
    ["Expired", number(stock.expired)],
    ["Voided", number(stock.voided)],
    ["Total", number(stock.total)],
    ["Remaining", percentLeft(stock.available, stock.total)],
  ];
  return (
    <Card>
      <InlineGrid columns={{ xs: 3, sm: 4, md: 7 }} gap="300">
        {figures.map(([label, value]) => (
          <BlockStack key={label} gap="050">
            <Text as="span" tone="subdued" variant="bodySm">
              {label}
            </Text>
            <Text as="span" variant="headingMd" numeric>
              {value}
            </Text>
          </BlockStack>
        ))}
      </InlineGrid>
    </Card>
  );
}
