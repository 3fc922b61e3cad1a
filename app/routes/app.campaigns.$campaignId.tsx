import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { campaignActions } from "../admin/actions/campaign-actions.server";
import { adminAction, adminLoader, numberParam, orNotFound } from "../admin/admin.server";
import { recipientRejectionText } from "../admin/recipient-rejection-text";
import { previewCampaign } from "../features/campaigns/drafting/preview-campaign.server";
import { findCampaign } from "../features/campaigns/find-campaign.server";
import { listCampaignRecipients } from "../features/campaigns/list-campaign-recipients.server";
import { readPoolChain } from "../features/campaigns/read-pool-chain.server";
import { DraftPage } from "../features/campaigns/screens/draft/draft-page";
import { RunPage } from "../features/campaigns/screens/run-page";

const refusedPerPage = 50;

const line = z.coerce.number().int().min(0).max(2_147_483_647).catch(0);

export const loader = adminLoader(async ({ services, shop, params, url }) => {
  const campaignId = numberParam(params, "campaignId");
  const campaign = orNotFound(await findCampaign(services, shop, campaignId));
  const { timeZone } = shop;
  if (campaign.state === "reading" || campaign.state === "draft") {
    const preview = orNotFound(await previewCampaign(services, shop, campaignId));
    return { step: "draft" as const, campaign, preview, timeZone };
  }
  const after = line.parse(url.searchParams.get("after"));
  const page = { campaignId, afterLine: after, limit: refusedPerPage + 1, refusedOnly: true };
  const recipients =
    campaign.refused === 0 ? [] : await listCampaignRecipients(services, shop, page);
  const lines = recipients.slice(0, refusedPerPage).map(({ line, address, refusal }) => ({
    line,
    address: address ?? (refusal === "recipient_erased" ? "Erased" : "Unreadable"),
    reason: refusal ? recipientRejectionText(refusal) : "",
  }));
  const next = recipients.length > lines.length ? (lines.at(-1)?.line ?? null) : null;
  const [pool] = await readPoolChain(services, shop, campaign.poolId, services.clock.now());
  const uploading = pool?.uploading ?? 0;
  return { step: "run" as const, campaign, uploading, refused: { lines, next, after }, timeZone };
});

export const action = adminAction(campaignActions);

/** A campaign: what it would do while it is a draft, then its progress and its result. */
export { respondInPlace as clientAction } from "../admin/respond-in-place";

export default function CampaignPage() {
  const data = useLoaderData<typeof loader>();
  if (data.step === "draft") return <DraftPage {...data} />;
  return <RunPage {...data} />;
}
