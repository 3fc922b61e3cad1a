import { Badge, BlockStack, Button, Card, Collapsible, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { CodeBlock } from "../../../ui/code-block";
import type { OperationReference } from "../reference";

/** An operation with a curl example, an example response and its possible errors. */
export function OperationCard({ operation }: { operation: OperationReference }) {
  const [open, setOpen] = useState(false);
  const responseId = `response-${operation.id}`;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {operation.summary}
          </Text>
          <Badge>{operation.method}</Badge>
          <Badge tone="info">{`scope ${operation.scope}`}</Badge>
        </InlineStack>
        <Text as="p" tone="subdued" breakWord>
          {operation.path}
        </Text>
        <Text as="p">{operation.description}</Text>
        <CodeBlock label={`${operation.summary}, with curl`} text={operation.curl} />
        <InlineStack>
          <Button
            variant="plain"
            ariaExpanded={open}
            ariaControls={responseId}
            accessibilityLabel={`${open ? "Hide" : "Show"} response example: ${operation.summary}`}
            onClick={() => setOpen(!open)}
          >
            {open ? "Hide response" : "Show response"}
          </Button>
        </InlineStack>
        <Collapsible id={responseId} open={open}>
          <CodeBlock label={`${operation.summary}: example response`} text={operation.response} />
        </Collapsible>
        {operation.refusals.length > 0 && (
          <Text as="p">Possible errors: {operation.refusals.join(", ")}.</Text>
        )}
      </BlockStack>
    </Card>
  );
}
