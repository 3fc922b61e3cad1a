import { BlockStack, InlineGrid, Text } from "@shopify/polaris";
import { number } from "../../../ui/format";

/** Labeled numbers, side by side. */
export function Figures({ figures }: { figures: readonly (readonly [string, number])[] }) {
  return (
    <div data-testid="campaign-figures">
      <InlineGrid columns={{ xs: 2, sm: 3, md: Math.min(6, figures.length) }} gap="300">
        {figures.map(([label, value]) => (
          <BlockStack key={label} gap="050">
            <Text as="span" tone="subdued" variant="bodySm">
              {label}
            </Text>
            <Text as="span" variant="headingMd" numeric>
              {number(value)}
            </Text>
          </BlockStack>
        ))}
      </InlineGrid>
    </div>
  );
}
