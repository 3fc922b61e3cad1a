import { BlockStack, Card, ChoiceList, Text } from "@shopify/polaris";

/** What a customer gets when their order is canceled or fully refunded. */
export function CancelPolicyCard(props: {
  value: string;
  /** Whether the store accepts a code again after its order was canceled. */
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
          title="When an order is canceled or fully refunded, the customer gets"
          selected={[props.value]}
          onChange={([policy]) => props.onChange(policy ?? props.value)}
          choices={[
            { label: "nothing (code stays used)", value: "keep" },
            {
              label: "a new code",
              value: "reissue",
              helpText:
                "If the pool is empty, the customer gets one as soon as codes are available.",
            },
            {
              label: "the same code again",
              value: "restore",
              helpText:
                props.restore === "works"
                  ? "This pool’s discount has no usage limit, so the code works again."
                  : "Your store counts this code as used, or its discount is unknown. The customer gets a new code instead.",
            },
          ]}
        />
        <Text as="p" tone="subdued">
          Partial refunds don’t change the code.
        </Text>
      </BlockStack>
    </Card>
  );
}
