import { Readable } from "node:stream";
import type { ShopContext } from "../../app/core/ids";
import type { Campaign } from "../../app/features/campaigns/campaign";
import { countRecipients } from "../../app/features/campaigns/drafting/count-recipients.server";
import { draftCampaign } from "../../app/features/campaigns/drafting/draft-campaign.server";
import { startCampaign } from "../../app/features/campaigns/drafting/start-campaign.server";
import { findCampaign } from "../../app/features/campaigns/find-campaign.server";
import { runCampaign } from "../../app/features/campaigns/running/run-campaign.server";
import { storeUpload } from "../../app/files/store/store-upload.server";
import type { Services } from "../../app/services.server";
import { expectOk } from "./import-file";

const actor = { name: "Ada" };
const forever = new AbortController().signal;

/** The steps of pages and worker in a campaign, for one shop. */
export function campaignsOf(services: Services, shop: ShopContext) {
  const find = async (campaignId: number): Promise<Campaign> =>
    expectOk(await findCampaign(services, shop, campaignId));
  /** Uploads a list and drafts a campaign. Resolves the campaign's ID. */
  const send = async (
    poolId: number,
    list: string | Uint8Array | Iterable<Uint8Array>,
    name = "Spring",
  ): Promise<number> => {
    const body = Readable.from(
      typeof list === "string" || list instanceof Uint8Array ? [Buffer.from(list)] : list,
    );
    const file = { fileName: "people.csv", declaredBytes: null, body };
    const { uploadId } = expectOk(await storeUpload(services, shop, file));
    const draft = { name, poolId, uploadId, actor };
    return expectOk(await draftCampaign(services, shop, draft)).campaignId;
  };
  const read = (campaignId: number, rowsPerStep?: number) =>
    countRecipients(services, shop, campaignId, forever, rowsPerStep);
  const start = async (campaignId: number) =>
    expectOk(await startCampaign(services, shop, { campaignId, actor }));
  const run = (campaignId: number, perStep?: number) =>
    runCampaign(services, shop, campaignId, forever, perStep);
  return {
    find,
    send,
    read,
    start,
    run,
    /** Drafts a campaign, reads its list and starts it. */
    begin: async (poolId: number, list: string | Uint8Array): Promise<number> => {
      const campaignId = await send(poolId, list);
      await read(campaignId);
      await start(campaignId);
      return campaignId;
    },
  };
}

/** A list of `count` different addresses, one per line. */
export function people(count: number, name = "person"): string {
  return Array.from({ length: count }, (_, n) => `${name}-${n}@example.com`).join("\n");
}
