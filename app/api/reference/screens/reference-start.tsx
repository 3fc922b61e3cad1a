import { BlockStack, Card, Text } from "@shopify/polaris";
import { PoolChooser } from "../../../features/pools/screens/pool-chooser";
import { Link, useSearchParams } from "../../../ui/browser";
import { CodeBlock } from "../../../ui/code-block";

/** Setup: the key, and the pool used in the examples. */
export function ReferenceStart({ pool }: { pool: { name: string; handle: string } | null }) {
  const [, setParams] = useSearchParams();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Before you begin
        </Text>
        <Text as="p">
          Authenticate with a key from the API keys page. Set it as an environment variable, and the
          examples below run as they are.
        </Text>
        <CodeBlock label="Set the key" text={'export COUPON_POOLS_KEY="cpk_…"'} />
        <Text as="p">
          Retry safely with the same Idempotency-Key: you get the same response and no second code.
          Errors are JSON with a stable code.
        </Text>
        <Text as="p">
          No code needed for Klaviyo, Braze and other tools:{" "}
          <Link className="TextLink" to={`/app/emails${pool ? `?pool=${pool.handle}` : ""}`}>
            copy the snippet for your tool
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
