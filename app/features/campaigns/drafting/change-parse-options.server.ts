import type { InvalidInput } from "../../../core/failures";
import type { ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import { inspectColumns } from "../../../files/parse/inspect-file.server";
import type { Delimiter, ParseOptions } from "../../../files/parse/parse-options";
import { openUpload } from "../../../files/store/open-upload.server";
import type { Services } from "../../../services.server";
import { enqueueCounting } from "../campaign-jobs.server";
import type { CampaignNotFound } from "../find-campaign.server";
import { findDraft } from "../find-campaign.server";
import { listOfRecipients } from "./list/recipient-columns";

export interface ParseOptionsChange {
  campaignId: number;
  delimiter?: Delimiter;
  header?: boolean;
  /** Index of the recipient column, from 0. */
  column?: number;
}

/**
 * Changes how a draft's list is parsed, and counts it again. Fails if the campaign isn't a draft.
 */
export async function changeParseOptions(
  services: Services,
  shop: ShopContext,
  { campaignId, ...change }: ParseOptionsChange,
): Promise<Result<null, CampaignNotFound | InvalidInput>> {
  const draft = await findDraft(services, shop, campaignId);
  const upload = draft?.uploadId && (await openUpload(services, shop, draft.uploadId));
  if (!draft?.reading || !upload) return failure({ kind: "campaign_not_found" });
  const cutAgain = change.delimiter !== undefined && change.delimiter !== draft.reading.delimiter;
  const reading = cutAgain
    ? await inspectColumns(upload, { ...draft.reading, ...pick(change) }, listOfRecipients)
    : { ...draft.reading, ...pick(change) };
  if (!reading.columns.includes("email")) {
    const message = "The columns have changed. Check the preview again.";
    return failure({ kind: "invalid_input", field: "column", message });
  }
  return services.database.transaction(async (tx) => {
    const changed = await tx.query(
      `UPDATE campaign SET reading = $4, version = version + 1, state = 'reading', failure = NULL,
         rows_read = 0, bytes_read = 0, total = 0, invalid = 0, done = 0, refused = 0,
         people = NULL, holding = NULL, read_at = NULL, last_progress_at = $5
       WHERE shop_id = $1 AND id = $2 AND version = $3 AND state IN ('reading', 'draft')
       RETURNING 1`,
      [shop.id, campaignId, draft.version, JSON.stringify(reading), services.clock.now()],
    );
    if (changed.length === 0) return failure({ kind: "campaign_not_found" });
    await enqueueCounting(tx, shop, campaignId);
    return success(null);
  });

  function pick({ delimiter, header, column }: Omit<ParseOptionsChange, "campaignId">) {
    const columns = draft?.reading?.columns ?? [];
    return {
      ...(delimiter !== undefined && { delimiter }),
      ...(header !== undefined && { header }),
      ...(column !== undefined && {
        columns: columns.map((_, at): ParseOptions["columns"][number] =>
          at === column ? "email" : "ignore",
        ),
      }),
    };
  }
}
