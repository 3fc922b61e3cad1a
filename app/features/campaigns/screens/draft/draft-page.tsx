import { Banner, BlockStack, Button, Card, Page, ProgressBar, Text } from "@shopify/polaris";
import { useState } from "react";
import { number } from "../../../../core/format";
import { isInTrouble } from "../../../../core/standstill";
import { useNavigate } from "../../../../ui/browser";
import { InTrouble } from "../../../../ui/errors/in-trouble";
import { Refusal } from "../../../../ui/forms/refusal";
import { useFormAction } from "../../../../ui/forms/use-form-action";
import { useRefreshWhile } from "../../../../ui/refresh-while";
import { useActivation } from "../../../pools/screens/actions/use-activation";
import { type Campaign, isBusy } from "../../campaign";
import type { CampaignPreview } from "../../drafting/preview-campaign.server";
import { percentDone } from "../campaign-labels";
import { DeleteCampaignModal } from "../delete-campaign-modal";
import { draftProblem } from "./draft-problem";
import { DraftStatus } from "./draft-status";
import { FilePreviewCard } from "./file-preview";
import { InvalidLines } from "./invalid-lines";
import { ListFigures } from "./list-figures";

/** Review of a draft campaign: who is on the list, and whether there are enough codes. */
export function DraftPage(props: {
  campaign: Campaign;
  preview: CampaignPreview;
  timeZone: string;
}) {
  const { campaign, preview, timeZone } = props;
  const { stockCheck, file } = preview;
  const navigate = useNavigate();
  const starting = useFormAction("start");
  const [deleting, setDeleting] = useState(false);
  const reading = useFormAction("read");
  const counting = isBusy(campaign.state);
  useRefreshWhile(counting);
  const pool = { id: campaign.poolId, name: campaign.poolName };
  const activating = useActivation(pool);
  const noValidRecipients = !counting && campaign.total === campaign.invalid;
  const usable = !counting && !noValidRecipients && campaign.failure === null;
  const refusal = starting.refusal ?? reading.refusal ?? activating.refusal;
  return (
    <Page
      title={campaign.name}
      subtitle={`${campaign.fileName}, codes from ${campaign.poolName}`}
      backAction={{ content: "Campaigns", onAction: () => navigate("/app/campaigns") }}
      primaryAction={
        <Button
          variant="primary"
          disabled={!stockCheck || noValidRecipients || !preview.poolOpen}
          loading={starting.busy}
          onClick={() => starting.submit({})}
        >
          {usable && draftProblem(preview) !== null ? "Start anyway" : "Start campaign"}
        </Button>
      }
      secondaryActions={[
        { content: "Delete", destructive: true, onAction: () => setDeleting(true) },
      ]}
    >
      <BlockStack gap="400">
        <Refusal message={refusal?.message} />
        {counting && isInTrouble(campaign.lastProgressAt, Date.now()) && (
          <InTrouble what="campaign" />
        )}
        {counting && <Counting campaign={campaign} />}
        {campaign.failure && (
          <Banner tone="critical" title="This list can’t be used">
            <p>{campaign.failure}</p>
          </Banner>
        )}
        {noValidRecipients && !campaign.failure && (
          <Banner tone="critical" title="No valid recipients found">
            <p>Choose the column with the email addresses below, or use another list.</p>
          </Banner>
        )}
        {usable && (
          <div data-testid="draft-status">
            <DraftStatus
              preview={preview}
              pool={pool}
              activating={activating.busy}
              onActivate={() => activating.set(true)}
            />
          </div>
        )}
        {stockCheck && <ListFigures campaign={campaign} preview={preview} timeZone={timeZone} />}
        {file ? (
          <FilePreviewCard
            file={file}
            busy={reading.busy}
            onChange={(fields) => reading.submit(fields)}
          />
        ) : (
          <Text as="p" tone="subdued">
            The file was removed after a day. The recipients that were read from it are kept,
            encrypted.
          </Text>
        )}
        <InvalidLines lines={preview.invalid} total={campaign.invalid} />
      </BlockStack>
      {activating.dialog}
      {deleting && <DeleteCampaignModal campaign={campaign} onClose={() => setDeleting(false)} />}
    </Page>
  );
}

function Counting({ campaign }: { campaign: Campaign }) {
  return (
    <Card>
      <BlockStack gap="200">
        <div role="status">Counting recipients… {number(campaign.total)} so far</div>
        <ProgressBar progress={percentDone(campaign)} size="small" />
      </BlockStack>
    </Card>
  );
}
