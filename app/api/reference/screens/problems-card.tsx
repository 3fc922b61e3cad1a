import { BlockStack, Card, DescriptionList, Text } from "@shopify/polaris";
import type { ProblemReference } from "../reference";

/** All problem codes of the API. */
export function ProblemsCard({ problems }: { problems: ProblemReference[] }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Errors
        </Text>
        <DescriptionList
          gap="tight"
          items={problems.map(({ code, status, title, advice }) => ({
            term: `${code} (${status})`,
            description: `${title}. ${advice}`,
          }))}
        />
      </BlockStack>
    </Card>
  );
}
