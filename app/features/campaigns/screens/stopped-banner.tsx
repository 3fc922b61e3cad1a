import { Banner, BlockStack, Button, InlineStack } from "@shopify/polaris";
import { count } from "../../../core/format";
import { Link } from "../../../ui/browser";
import type { Campaign } from "../campaign";

/** Why a campaign is incomplete, with a button to resume it. */
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
          ? `${state === "failed" ? "Failed" : "Stopped"}: ${count(waiting, "row")} still pending`
          : `${count(retriable, "recipient")} didn’t get a code because the pool was empty or inactive`
      }
    >
      <BlockStack gap="300">
        {campaign.failure && <p>{campaign.failure}</p>}
        {stopped && served > 0 && (
          <p>{count(served, "row")} got a code. Assigned codes stay assigned.</p>
        )}
        {stopped && retriable > 0 && (
          <p>
            {count(retriable, "recipient")} didn’t get a code because the pool was empty or
            inactive. Resuming tries again.
          </p>
        )}
        <InlineStack gap="400" blockAlign="center">
          <Button loading={busy} onClick={onResume}>
            {stopped ? "Resume" : "Assign remaining"}
          </Button>
          {retriable > 0 && <Link to={`/app/pools/${poolId}/import`}>Import codes first</Link>}
        </InlineStack>
      </BlockStack>
    </Banner>
  );
}
