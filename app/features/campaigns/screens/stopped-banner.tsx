import { Banner, BlockStack, Button, InlineStack } from "@shopify/polaris";
import { Link } from "../../../ui/browser";
import { count } from "../../../ui/format";
import type { Campaign } from "../campaign";

/** Why a campaign is not complete, and a way to go on. */
export function StoppedBanner(props: { campaign: Campaign; busy: boolean; onResume: () => void }) {
  const { campaign, busy, onResume } = props;
  const { state, total, done, assigned, reused, retriable, poolId } = campaign;
  const waiting = total - done;
  const served = assigned + reused;
  const stopped = state !== "done";
  return (
    <Banner
      tone={state === "failed" ? "critical" : "warning"}
      title={
        stopped
          ? `${state === "failed" ? "Stopped" : "Cancelled"}: ${count(waiting, "line")} of the list ${waiting === 1 ? "has" : "have"} no answer yet`
          : `${count(retriable, "recipient")} got no code, because the pool was empty or inactive`
      }
    >
      <BlockStack gap="300">
        {campaign.failure && <p>{campaign.failure}</p>}
        {stopped && served > 0 && (
          <p>{count(served, "line")} got a code. Whoever has one keeps it.</p>
        )}
        {stopped && retriable > 0 && (
          <p>{count(retriable, "recipient")} got none for want of codes; they are tried again.</p>
        )}
        <InlineStack gap="400" blockAlign="center">
          <Button loading={busy} onClick={onResume}>
            {stopped ? "Go on" : "Assign the rest"}
          </Button>
          {retriable > 0 && <Link to={`/app/pools/${poolId}/import`}>Import codes first</Link>}
        </InlineStack>
      </BlockStack>
    </Banner>
  );
}
