import { BlockStack, InlineGrid, Text } from "@shopify/polaris";
import type { ComponentProps } from "react";

/** Figures side by side, each below its name. */
export function Figures({
  figures,
  columns,
}: {
  figures: [name: string, value: string][];
  columns: ComponentProps<typeof InlineGrid>["columns"];
}) {
  return (
    <InlineGrid columns={columns ?? 1} gap="300">
      {figures.map(([name, value]) => (
        <BlockStack key={name} gap="050">
          <Text as="span" tone="subdued" variant="bodySm">
            {name}
          </Text>
          <Text as="span" variant="headingMd" numeric>
            {value}
          </Text>
        </BlockStack>
      ))}
    </InlineGrid>
  );
}
