import type { ShopContext } from "../../core/ids";
import type { Services } from "../../services.server";
import { type CampaignRecipient, listCampaignRecipients } from "./list-campaign-recipients.server";

const membersPerPage = 5_000;

/**
 * Streams a campaign's recipients with their results, or only the rejected ones, in pages to bound
 * memory.
 */
export async function* streamCampaignRecipients(
  services: Services,
  shop: Pick<ShopContext, "id">,
  query: { campaignId: number; refusedOnly: boolean },
): AsyncGenerator<CampaignRecipient[]> {
  for (let afterLine = 0; ; ) {
    const recipients = await listCampaignRecipients(services, shop, {
      ...query,
      afterLine,
      limit: membersPerPage,
    });
    const last = recipients.at(-1);
    if (!last) return;
    yield recipients;
    afterLine = last.line;
  }
}
