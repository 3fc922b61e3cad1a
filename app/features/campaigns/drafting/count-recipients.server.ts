import { number } from "../../../core/format";
import type { ShopContext } from "../../../core/ids";
import { lastingReason } from "../../../core/standstill";
import { parseOptionsSchema, rowsBeforeList } from "../../../files/parse/parse-options";
import { readChunks } from "../../../files/parse/read-chunks";
import { firstRows } from "../../../files/parse/read-rows.server";
import { openUpload } from "../../../files/store/open-upload.server";
import type { Services } from "../../../services.server";
import { maxRecipients } from "../campaign";
import { isCampaignOver } from "../campaign-jobs.server";
import { finishCounting, rejectList } from "./finish-counting.server";
import { listColumns } from "./list/list-columns";
import { readListRows } from "./list/list-rows.server";
import { recipientRowReader } from "./list/recipient-row-reader.server";
import { type ReadCampaign, stageRecipients } from "./list/stage-recipients.server";

/** The reason shown if there is no more specific one. */
export const countingFailed =
  "The list couldn’t be read because of a problem on our side. Delete this campaign and choose the file again.";

/**
 * Continues to read the list of a campaign, and stores and counts its recipients, encrypted. Resumes
 * after a crash without repeating or skipping rows. Throws when `signal` aborts or on a transient error,
 * and the job retries. A permanent error, or one that lasts too long, rejects the list. Stores
 * `rowsPerStep` rows per transaction.
 */
export async function countRecipients(
  services: Services,
  shop: ShopContext,
  campaignId: number,
  signal: AbortSignal,
  rowsPerStep?: number,
): Promise<void> {
  const [campaign] = await services.database.query<ReadCampaign & { uploadId: string | null }>(
    `SELECT id, pool_id AS "poolId", upload_id AS "uploadId", reading, version,
            rows_read AS "rowsRead"
       FROM campaign WHERE shop_id = $1 AND id = $2 AND state = 'reading'`,
    [shop.id, campaignId],
  );
  if (!campaign) return;
  try {
    const stopped = await readAll(services, shop, campaign, signal, rowsPerStep);
    if (stopped === "moved") return;
    if (stopped === null) await finishCounting(services, shop, campaign);
    else await rejectList(services, shop, campaign, stopped);
  } catch (error) {
    if (signal.aborted || !(await isCampaignOver(services, shop, campaignId, error))) throw error;
    services.log.error({ campaign: campaignId, err: error }, "counting of a list failed");
    await rejectList(services, shop, campaign, lastingReason(error, countingFailed));
  }
}

/**
 * Resolves null after the last row, otherwise the reason for the merchant, or "moved" if the parse
 * options changed or another worker took over. Reads the next chunk while the database stores one.
 */
async function readAll(
  services: Services,
  shop: ShopContext,
  campaign: ReadCampaign & { uploadId: string | null },
  signal: AbortSignal,
  rowsPerChunk: number | undefined,
): Promise<string | null | "moved"> {
  const upload = campaign.uploadId && (await openUpload(services, shop, campaign.uploadId));
  if (!upload) return "The file is no longer available. Choose it again.";
  const reading = parseOptionsSchema.parse(campaign.reading);
  const [first] = await firstRows(readListRows(upload, reading), 1);
  const columns = listColumns(reading, first);
  const chunks = readChunks(readListRows(upload, reading), {
    before: rowsBeforeList(reading),
    skip: campaign.rowsRead,
    rowsPerChunk,
    read: recipientRowReader(services, shop, columns),
  });
  const names = columns.extra.map(({ name }) => name);
  const list = { campaign, uploadedAt: upload.createdAt, names };
  let rowsBefore = campaign.rowsRead;
  let next = chunks.next();
  try {
    for (;;) {
      const { value: chunk } = await next;
      if (!chunk) return null;
      if (!chunk.ok) return chunk.failure.message;
      if (chunk.value.rowsRead > maxRecipients) return tooMany;
      signal.throwIfAborted();
      next = chunks.next();
      // Awaited in the next iteration; the no-op catch avoids an unhandled rejection until then.
      next.catch(() => undefined);
      const staged = await stageRecipients(services, shop, { ...list, rowsBefore }, chunk.value);
      if (!staged) return "moved";
      rowsBefore = chunk.value.rowsRead;
    }
  } finally {
    await chunks.return(undefined);
  }
}

const tooMany = `The list has more than ${number(maxRecipients)} recipients. Split it into smaller files and create a campaign for each.`;
