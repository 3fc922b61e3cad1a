import type { Actor, ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import type { Services } from "../../../services.server";
import { finishCampaign } from "./finish-campaign.server";

export type CampaignEnded = { kind: "campaign_ended" };

/**
 * Stops a running campaign. The batch in progress is either committed or rolled back. Assigned codes
 * stay assigned, and the campaign can be resumed.
 */
export async function stopCampaign(
  services: Services,
  shop: Pick<ShopContext, "id">,
  { campaignId, actor }: { campaignId: number; actor: Actor },
): Promise<Result<null, CampaignEnded>> {
  const end = { state: "stopped" as const, by: actor };
  const isStopped = await finishCampaign(services, shop, campaignId, end);
  return isStopped ? success(null) : failure({ kind: "campaign_ended" });
}
