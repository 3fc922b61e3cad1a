import { BlockStack, Card, Text } from "@shopify/polaris";
import { PoolChooser } from "../../../features/pools/screens/pool-chooser";
import { Link, useSearchParams } from "../../../ui/browser";
import { CodeBlock } from "../../../ui/code-block";

/** How to begin: the key, and the pool that the examples are about. */
export function ReferenceStart({ pool }: { pool: { name: string; handle: string } | null }) {
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
        <Text as="p">
          For Klaviyo, Braze and other tools there is no need to program:{" "}
          <Link className="TextLink" to={`/app/emails${pool ? `?pool=${pool.handle}` : ""}`}>
            copy what belongs into the tool
          </Link>
          .
        </Text>
        {pool && (
          <PoolChooser
            label="Examples for the pool"
            chosen={pool}
            onChoose={(handle) => setParams({ pool: handle }, { preventScrollReset: true })}
          />
        )}
      </BlockStack>
    </Card>
  );
}
