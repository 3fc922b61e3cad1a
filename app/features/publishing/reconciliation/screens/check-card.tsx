import { Banner, BlockStack, Card, InlineStack, Spinner, Text } from "@shopify/polaris";
import { count, moment, number } from "../../../../core/format";
import { notResponding } from "../../../../ui/errors/not-responding";
import { useStandstill } from "../../../../ui/errors/use-standstill";
import { useShopFacts } from "../../../../ui/shop-facts";
import type { Reconciliation } from "../difference";
import { unlinkedLine } from "./unlinked-line";

/** The latest comparison with the store: when, by whom, progress and result. */
export function CheckCard({ check }: { check: Reconciliation }) {
  const facts = useShopFacts();
  const { timeZone, platform } = facts;
  const busy = isBusy(check);
  const found = check.missing + check.unknown + check.inactive;
  const unlinked = unlinkedLine(check, platform);
  const silent = check.nextTryAt !== null;
  const progress = `${check.id} ${check.read} ${check.lookedUp} ${found}`;
  const slow = useStandstill(check.state === "running" && !silent ? progress : null);
  return (
    <Card>
      <BlockStack gap="300">
        <div role="status" data-testid={`check-${check.state}`}>
          <InlineStack gap="200" blockAlign="center">
            {busy && !silent && <Spinner size="small" accessibilityLabel="Comparing" />}
            <Text as="h2" variant="headingMd">
              {headline(check, found, silent)}
            </Text>
          </InlineStack>
        </div>
        {silent && (
          <Banner tone="warning" title={notResponding(facts, check.nextTryAt)}>
            <p>The check resumes where it stopped. You don’t need to stay on this page.</p>
          </Banner>
        )}
        {slow && <Text as="p">{platform} is taking longer than usual to respond.</Text>}
        {check.failure && <Banner tone="critical">{check.failure}</Banner>}
        <Text as="p" tone="subdued">
          {busy ? "Started" : "Last check:"} {moment(check.finishedAt ?? check.createdAt, timeZone)}
          , by {check.createdBy === "app" ? "the app" : check.createdBy}.{" "}
          {count(check.read, "code")} in your store read
          {busy ? " so far" : ""}.
        </Text>
        {unlinked && <Text as="p">{unlinked}</Text>}
      </BlockStack>
    </Card>
  );
}

export function isBusy({ state }: Pick<Reconciliation, "state">): boolean {
  return state === "queued" || state === "running";
}

function headline({ state, notInStore }: Reconciliation, found: number, silent: boolean): string {
  if (silent) return "The check is paused";
  switch (state) {
    case "queued":
      return "The check starts in a moment";
    case "running":
      return found === 0 ? "Comparing with your store" : `Comparing: ${number(found)} found so far`;
    case "failed":
      return "The check couldn’t finish";
    case "done":
      if (found > 0) return `${count(found, "difference")} found`;
      return notInStore === 0 ? "Everything matches" : "Some codes don’t work";
  }
}
