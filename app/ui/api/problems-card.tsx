import { BlockStack, Card, DataTable, Text } from "@shopify/polaris";
import type { ProblemReference } from "../../http/api/reference";

/** Every code that the API refuses with. */
export function ProblemsCard({ problems }: { problems: ProblemReference[] }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Refusals
        </Text>
        <DataTable
          columnContentTypes={["text", "numeric", "text", "text"]}
          headings={["Code", "Status", "Meaning", "What to do"]}
          rows={problems.map(({ code, status, title, advice }) => [code, status, title, advice])}
        />
      </BlockStack>
    </Card>
  );
}
