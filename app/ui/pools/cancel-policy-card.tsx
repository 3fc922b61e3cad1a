import { BlockStack, Card, ChoiceList, Text } from "@shopify/polaris";

/** What a recipient has of a code whose order was cancelled or refunded as a whole. */
export function CancelPolicyCard(props: {
  value: string;
  /** Whether the shop takes a code again once its order was cancelled. */
  restore: "works" | "fails";
  onChange: (policy: string) => void;
}) {
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Cancelled and refunded orders
        </Text>
        <ChoiceList
          title="When an order is cancelled, or refunded as a whole, its recipient gets"
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
                  ? "The discount of this pool has no limit of uses, so the shop takes the code again."
                  : "The shop counts this code as used, or its discount is not known here. The recipient gets a new code instead.",
            },
          ]}
        />
        <Text as="p" tone="subdued">
          Partly refunded orders change nothing.
        </Text>
      </BlockStack>
    </Card>
  );
}
