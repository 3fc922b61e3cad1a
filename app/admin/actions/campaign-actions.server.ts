import { redirect } from "@remix-run/node";
import { z } from "zod";
import { success } from "../../core/result";
import { recordExport } from "../../features/audit/record-export.server";
import { deleteCampaign } from "../../features/campaigns/deletion/delete-campaign.server";
import { changeParseOptions } from "../../features/campaigns/drafting/change-parse-options.server";
import { startCampaign } from "../../features/campaigns/drafting/start-campaign.server";
import { findCampaign } from "../../features/campaigns/find-campaign.server";
import { resumeCampaign } from "../../features/campaigns/running/resume-campaign.server";
import { stopCampaign } from "../../features/campaigns/running/stop-campaign.server";
import { delimiters } from "../../files/parse/parse-options";
import { type AdminRequest, formAction, numberParam } from "../admin.server";
import { signDownload } from "../download-link.server";

const idOf = (params: AdminRequest["params"]) => numberParam(params, "campaignId");

const flag = z.enum(["true", "false"]).transform((text) => text === "true");
const nothing = z.object({});

/** Form actions of the campaign page. */
export const campaignActions = {
  read: formAction(
    z.object({
      delimiter: z.enum(delimiters).optional(),
      header: flag.optional(),
      column: z.coerce.number().int().min(0).max(199).optional(),
    }),
    ({ services, shop, params }, { delimiter, header, column }) =>
      changeParseOptions(services, shop, {
        campaignId: idOf(params),
        ...(delimiter !== undefined && { delimiter }),
        ...(header !== undefined && { header }),
        ...(column !== undefined && { column }),
      }),
  ),
  start: formAction(nothing, ({ services, shop, params, actor }) =>
    startCampaign(services, shop, { campaignId: idOf(params), actor }),
  ),
  delete: formAction(nothing, async ({ services, shop, params, actor }) => {
    const deleted = await deleteCampaign(services, shop, { campaignId: idOf(params), actor });
    if (deleted.ok || deleted.failure.kind === "campaign_not_found") {
      throw redirect("/app/campaigns");
    }
    return deleted;
  }),
  stop: formAction(nothing, ({ services, shop, params, actor }) =>
    stopCampaign(services, shop, { campaignId: idOf(params), actor }),
  ),
  resume: formAction(nothing, ({ services, shop, params, actor }) =>
    resumeCampaign(services, shop, { campaignId: idOf(params), actor }),
  ),
  export: formAction(
    z.object({ format: z.enum(["csv", "xlsx"]), lines: z.enum(["all", "refused"]) }),
    async ({ services, shop, params, actor }, { format, lines }) => {
      const campaignId = idOf(params);
      const campaign = await findCampaign(services, shop, campaignId);
      if (!campaign.ok) return campaign;
      const { poolId } = campaign.value;
      await recordExport(services, shop, { poolId, what: "campaign", actor });
      const path = `/app/campaigns/${campaignId}/download/${format}?lines=${lines}`;
      return success({ href: signDownload(services, shop, path) });
    },
  ),
};
