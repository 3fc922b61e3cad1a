import {
  Banner,
  BlockStack,
  Button,
  Card,
  InlineStack,
  Page,
  ProgressBar,
  Text,
} from "@shopify/polaris";
import { useState } from "react";
import { count, moment } from "../../../core/format";
import { isInTrouble } from "../../../core/standstill";
import { Link, useNavigate } from "../../../ui/browser";
import { useDownload } from "../../../ui/downloads/use-download";
import { InTrouble } from "../../../ui/errors/in-trouble";
import { Refusal } from "../../../ui/forms/refusal";
import { useFormAction } from "../../../ui/forms/use-form-action";
import { useRefreshWhile } from "../../../ui/refresh-while";
import { type Campaign, canResume, isBusy } from "../campaign";
import { CampaignFigures } from "./campaign-figures";
import { percentDone, progressLine, runFigures, timeLeft } from "./campaign-labels";
import { StateBadge } from "./campaigns-table";
import { DeleteCampaignModal } from "./delete-campaign-modal";
import { type RefusedLine, RefusedLines } from "./refused-lines";
import { ResultMenu } from "./result-menu";
import { StoppedBanner } from "./stopped-banner";

/** A campaign's progress, result and skipped rows. */
export function RunPage(props: {
  campaign: Campaign;
  /** Codes of the pool that aren't live in the store yet. */
  uploading: number;
  refused: { lines: RefusedLine[]; next: number | null; after: number };
  timeZone: string;
}) {
  const { campaign, uploading, refused, timeZone } = props;
  const navigate = useNavigate();
  const stopping = useFormAction("stop");
  const resuming = useFormAction("resume");
  const [deleting, setDeleting] = useState(false);
  const exporting = useDownload();
  const busy = isBusy(campaign.state);
  useRefreshWhile(busy || uploading > 0);
  const refusal = stopping.refusal ?? resuming.refusal ?? exporting.refusal;
  return (
    <Page
      title={campaign.name}
      titleMetadata={<StateBadge campaign={campaign} />}
      subtitle={`${campaign.fileName}, started ${moment(campaign.createdAt, timeZone)} by ${campaign.createdBy}`}
      backAction={{ content: "Campaigns", onAction: () => navigate("/app/campaigns") }}
      secondaryActions={
        busy ? [] : [{ content: "Delete", destructive: true, onAction: () => setDeleting(true) }]
      }
      primaryAction={
        <ResultMenu
          busy={exporting.busy}
          disabled={campaign.done === 0}
          refused={campaign.refused > 0}
          onExport={(fields) => exporting.submit(fields)}
        />
      }
    >
      <BlockStack gap="400">
        <Refusal message={refusal?.message} />
        {busy && isInTrouble(campaign.lastProgressAt, Date.now()) && <InTrouble what="campaign" />}
        {!busy && canResume(campaign) && (
          <StoppedBanner
            campaign={campaign}
            busy={resuming.busy}
            onResume={() => resuming.submit({})}
          />
        )}
        {!busy && !canResume(campaign) && campaign.failure && (
          <Banner tone="critical">{campaign.failure}</Banner>
        )}
        {uploading > 0 && campaign.assigned > 0 && (
          <Banner
            title={`${count(uploading, "code")} of this pool ${uploading === 1 ? "isn’t" : "aren’t"} active in your store yet`}
          >
            <p>
              Codes are being added to your store. Wait until this message disappears to send them.
            </p>
          </Banner>
        )}
        <Card>
          <BlockStack gap="400">
            <Text as="p">
              Codes from <Link to={`/app/pools/${campaign.poolId}`}>{campaign.poolName}</Link> for{" "}
              {count(campaign.total, "row")} of the list.
            </Text>
            <CampaignFigures figures={runFigures(campaign)} />
            <ProgressBar
              progress={percentDone(campaign)}
              ariaLabelledBy="campaign-progress"
              size="small"
            />
            <p id="campaign-progress" role="status" data-testid={`campaign-${campaign.state}`}>
              {progressLine(campaign)}. {timeLeft(campaign, Date.now()) ?? ""}
            </p>
            {busy && (
              <InlineStack gap="300" blockAlign="center">
                <Button tone="critical" loading={stopping.busy} onClick={() => stopping.submit({})}>
                  Stop campaign
                </Button>
                <Text as="span" tone="subdued">
                  Assigned codes stay assigned. You can resume later.
                </Text>
              </InlineStack>
            )}
          </BlockStack>
        </Card>
        <RefusedLines lines={refused.lines} total={campaign.refused} />
        <InlineStack gap="200" align="center">
          {refused.after > 0 && <Button onClick={() => navigate("?")}>First skipped rows</Button>}
          {refused.next !== null && (
            <Button onClick={() => navigate(`?after=${refused.next}`)}>More skipped rows</Button>
          )}
        </InlineStack>
      </BlockStack>
      {deleting && <DeleteCampaignModal campaign={campaign} onClose={() => setDeleting(false)} />}
    </Page>
  );
}
