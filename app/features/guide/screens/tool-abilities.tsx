import { BlockStack, Card, InlineGrid, List, Text } from "@shopify/polaris";
import type { Tool } from "./tool";

/** How a tool gets codes, and what it can and can’t do with them. */
export function ToolAbilities({ tool }: { tool: Tool }) {
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            {tool.name}
          </Text>
          <Text as="p">{tool.how}</Text>
        </BlockStack>
        <InlineGrid columns={{ xs: 1, md: 2 }} gap="400">
          <Sentences title={`${tool.name} can`} sentences={tool.can} />
          <Sentences title={`${tool.name} can’t`} sentences={tool.cannot} />
        </InlineGrid>
        <BlockStack gap="100">
          <Text as="h3" variant="headingSm">
            If a message is sent again
          </Text>
          <Text as="p">{tool.again}</Text>
        </BlockStack>
      </BlockStack>
    </Card>
  );
}

function Sentences({ title, sentences }: { title: string; sentences: readonly string[] }) {
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        {title}
      </Text>
      <List>
        {sentences.map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
    </BlockStack>
  );
}
