import { Banner, BlockStack, Button, Card, InlineStack, Spinner, Text } from "@shopify/polaris";
import type { CodeChange } from "../../codes/changing/code-change";
import { isInTrouble } from "../../core/standstill";
import { count } from "../format";
import { InTrouble } from "../in-trouble";
import { useRefreshWhile } from "../refresh-while";
import { Refusal } from "../refusal";
import { useShopFacts } from "../shop-facts";
import { useIntent } from "../use-intent";

/** How far a change of many codes is, with a way to stop it, or why it failed. */
export function CodeChangeCard({ change }: { change: CodeChange }) {
  const stopping = useIntent("stop-change", { action: `/app/pools/${change.poolId}?index` });
  const { now } = useShopFacts();
  const running = change.state === "running";
  useRefreshWhile(running);
  if (!running) return <Banner tone="critical">{change.failure}</Banner>;
  const changed = count(change.changed, "code");
  return (
    <Card>
      <BlockStack gap="200">
        {isInTrouble(change.movedAt, new Date(now).getTime()) && <InTrouble what="change" />}
        <Refusal message={stopping.refusal?.message} />
        <InlineStack align="space-between" blockAlign="center" gap="300">
          <div role="status">
            <InlineStack gap="200" blockAlign="center">
              <Spinner size="small" accessibilityLabel="Working" />
              <Text as="p">
                {change.edit
                  ? `Changing codes: ${changed} changed`
                  : `Voiding codes: ${changed} voided`}
              </Text>
            </InlineStack>
          </div>
          <Button
            tone="critical"
            loading={stopping.busy}
            onClick={() => stopping.submit({ changeId: String(change.id) })}
          >
            Stop
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
