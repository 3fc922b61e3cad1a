import { Badge, Banner, BlockStack, Card, InlineStack, List, Text } from "@shopify/polaris";
import { moment } from "../../../core/format";
import type { AlertKind } from "../conditions/alert-conditions";
import { projectionSentence } from "../conditions/projection";
import type { PoolAlertsView } from "../read-pool-alerts.server";
import { alertLabels } from "./alert-labels";
import { ThresholdForm } from "./threshold-form";

/** A pool's alerts: threshold, how long the stock lasts, and the active alerts. */
export function AvailabilityAlerts({
  alerts,
  timeZone,
}: {
  alerts: PoolAlertsView;
  timeZone: string;
}) {
  const { kinds, watched, raised, projection } = alerts;
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack gap="200" blockAlign="center">
          <Text as="h2" variant="headingMd">
            Availability alerts
          </Text>
          {raised.length > 0 && <Badge tone="warning">{`${raised.length} active`}</Badge>}
        </InlineStack>
        {raised.length > 0 && (
          <Banner tone="warning">
            <List>
              {raised.map(({ kind, since }) => (
                <List.Item key={kind}>
                  {alertLabels[kind]} (since {moment(since, timeZone)})
                </List.Item>
              ))}
            </List>
          </Banner>
        )}
        {kinds.includes("low") && (
          <ThresholdForm
            key={alerts.lowStockThreshold}
            poolId={alerts.poolId}
            saved={alerts.lowStockThreshold}
          />
        )}
        {kinds.includes("runs-out") && <Text as="p">{projectionSentence(projection)}</Text>}
        <Text as="p" tone="subdued">
          {watched ? explanation(kinds) : "This pool is inactive and doesn’t send alerts."}
        </Text>
      </BlockStack>
    </Card>
  );
}

/** Reasons for an alert besides the threshold, which the form above shows. */
const reasons: Partial<Record<AlertKind, string>> = {
  empty: "no codes remain",
  "supply-failing": "codes can’t be created or added to your store",
  "runs-out": "the pool is projected to run out within 7 days or in a running campaign",
  "used-by-others": "someone other than the recipient uses a code",
  "used-unassigned": "a code is used that was never assigned",
  "assign-by": "codes reach their pool expiration within 7 days",
};

function explanation(kinds: readonly AlertKind[]): string {
  const texts = kinds.flatMap((kind) => reasons[kind] ?? []);
  const list = new Intl.ListFormat("en", { type: "disjunction" }).format(texts);
  return `We’ll ${kinds.includes("low") ? "also " : ""}alert you when ${list}.`;
}
