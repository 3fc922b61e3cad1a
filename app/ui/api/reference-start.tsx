import { BlockStack, Card, Select, Text } from "@shopify/polaris";
import { useSearchParams } from "../../http/browser";
import { CodeBlock } from "./code-block";

/** How to begin: the key, and the pool that the examples are about. */
export function ReferenceStart(props: {
  pools: { name: string; handle: string }[];
  handle: string | null;
}) {
  const [, setParams] = useSearchParams();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Before you begin
        </Text>
        <Text as="p">
          Every request carries a key of the page API keys. Put it where your shell finds it, then
          the lines below run as they are.
        </Text>
        <CodeBlock label="Set the key" text={'export COUPON_POOLS_KEY="cpk_…"'} />
        <Text as="p">
          A request that may have failed on its way can be sent again with the same Idempotency-Key:
          it gets the same answer, and no second code. Every refusal is JSON with a code that does
          not change.
        </Text>
        {props.handle !== null && (
          <Select
            label="Examples for the pool"
            options={props.pools.map(({ name, handle }) => ({ label: name, value: handle }))}
            value={props.handle}
            onChange={(handle) => setParams({ pool: handle })}
          />
        )}
      </BlockStack>
    </Card>
  );
}
