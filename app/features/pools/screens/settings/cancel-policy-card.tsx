import { BlockStack, Card, ChoiceList, Text } from "@shopify/polaris";

/** What a recipient has of a code whose order was canceled or refunded as a whole. */
export function CancelPolicyCard(props: {
  value: string;
  /** Whether the store takes a code again once its order was canceled. */
  restore: "works" | "fails";
  onChange: (policy: string) => void;
}) {
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Canceled and refunded orders
        </Text>
        <ChoiceList
          title="When an order is canceled or fully refunded, its recipient gets"
          selected={[props.value]}
          onChange={([policy]) => props.onChange(policy ?? props.value)}
          choices={[
            { label: "nothing: the code stays used", value: "keep" },
            {
              label: "a new code",
              value: "reissue",
              helpText: "If the pool is empty, the recipient gets it as soon as there is one.",
            },
            {
              label: "the same code again",
              value: "restore",
              helpText:
                props.restore === "works"
                  ? "This pool’s discount has no usage limit, so the code works again."
                  : "Your store counts this code as used, or we don’t know its discount. The recipient gets a new code instead.",
            },
          ]}
        />
        <Text as="p" tone="subdued">
          Partial refunds change nothing.
        </Text>
      </BlockStack>
    </Card>
  );
}
