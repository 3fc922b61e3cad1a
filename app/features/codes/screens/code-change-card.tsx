import { Banner, BlockStack, Button, Card, InlineStack, Spinner, Text } from "@shopify/polaris";
import { count } from "../../../core/format";
import { isInTrouble } from "../../../core/standstill";
import { InTrouble } from "../../../ui/errors/in-trouble";
import { Refusal } from "../../../ui/forms/refusal";
import { useFormAction } from "../../../ui/forms/use-form-action";
import { useRefreshWhile } from "../../../ui/refresh-while";
import { useShopFacts } from "../../../ui/shop-facts";
import type { CodeChange } from "../changing/code-change";

/** Progress of a bulk change, with a button to stop it, or why it failed. */
export function CodeChangeCard({ change }: { change: CodeChange }) {
  const stopping = useFormAction("stop-change", { action: `/app/pools/${change.poolId}?index` });
  const { now } = useShopFacts();
  const running = change.state === "running";
  useRefreshWhile(running);
  if (!running) return <Banner tone="critical">{change.failure}</Banner>;
  const changed = count(change.changed, "code");
  return (
    <Card>
      <BlockStack gap="200">
        {isInTrouble(change.lastProgressAt, new Date(now).getTime()) && <InTrouble what="change" />}
        <Refusal message={stopping.refusal?.message} />
        <InlineStack align="space-between" blockAlign="center" gap="300">
          <div role="status" data-testid="code-change">
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
