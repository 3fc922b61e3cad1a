import { BlockStack, InlineGrid, Text } from "@shopify/polaris";
import type { ComponentProps } from "react";

/** Key figures side by side, each below its name. */
export function Figures({
  figures,
  columns,
}: {
  /** `testId` is set if a test reads the value. */
  figures: readonly (readonly [name: string, value: string, testId?: string])[];
  columns: ComponentProps<typeof InlineGrid>["columns"];
}) {
  return (
    <InlineGrid columns={columns ?? 1} gap="300">
      {figures.map(([name, value, testId]) => (
        <BlockStack key={name} gap="050">
          <Text as="span" tone="subdued" variant="bodySm">
            {name}
          </Text>
          <span data-testid={testId}>
            <Text as="span" variant="headingMd" numeric>
              {value}
            </Text>
          </span>
        </BlockStack>
      ))}
    </InlineGrid>
  );
}
