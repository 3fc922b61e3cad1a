import { readChunks } from "../../codes/reading/read-chunks";
import { readRows } from "../../codes/reading/read-rows.server";
import { readingSchema, rowsBeforeList } from "../../codes/reading/reading";
import { openUpload } from "../../codes/upload/open-upload.server";
import type { ShopContext } from "../../core/ids";
import type { Services } from "../../services.server";
import { mostRecipients } from "../campaign";
import { endReading } from "./end-reading.server";
import { memberReader } from "./member-reader.server";
import { type ReadCampaign, stageMembers } from "./stage-members.server";

/**
 * Reads the list of a campaign from where it is, keeps its recipients sealed, and counts them. Run
 * again after a crash it ends as if there had been none. Throws when `signal` is aborted; the job
 * goes on later.
 */
export async function readRecipients(
  services: Services,
  shop: ShopContext,
  campaignId: number,
  signal: AbortSignal,
): Promise<void> {
  const [campaign] = await services.database.query<ReadCampaign & { uploadId: string | null }>(
    `SELECT id, pool_id AS "poolId", upload_id AS "uploadId", reading, version,
            rows_read AS "rowsRead"
       FROM campaign WHERE shop_id = $1 AND id = $2 AND state = 'reading'`,
    [shop.id, campaignId],
  );
  if (!campaign) return;
  const stopped = await readAll(services, shop, campaign, signal);
  if (stopped !== "moved") await endReading(services, shop, campaign, stopped);
}

/**
 * Resolves null when all rows are read, otherwise the reason for the merchant; "moved" when the
 * reading was changed or somebody else is at it. While the database takes one chunk, the next is read.
 */
async function readAll(
  services: Services,
  shop: ShopContext,
  campaign: ReadCampaign & { uploadId: string | null },
  signal: AbortSignal,
): Promise<string | null | "moved"> {
  const upload = campaign.uploadId && (await openUpload(services, shop, campaign.uploadId));
  if (!upload) return "The file is not here any more. Choose it again.";
  const reading = readingSchema.parse(campaign.reading);
  const chunks = readChunks(readRows(upload, reading), {
    before: rowsBeforeList(reading),
    skip: campaign.rowsRead,
    read: memberReader(services, shop, reading.columns.indexOf("email")),
  });
  let rowsBefore = campaign.rowsRead;
  let next = chunks.next();
  try {
    for (;;) {
      const { value: chunk } = await next;
      if (!chunk) return null;
      if (!chunk.ok) return chunk.failure.message;
      if (chunk.value.rowsRead > mostRecipients) return tooMany;
      signal.throwIfAborted();
      next = chunks.next();
      // Waited for in the next round; until then its error is nobody's yet.
      next.catch(() => undefined);
      const staged = await stageMembers(services, shop, { campaign, rowsBefore }, chunk.value);
      if (!staged) return "moved";
      rowsBefore = chunk.value.rowsRead;
    }
  } finally {
    await chunks.return(undefined);
  }
}

const tooMany = `The list has more than ${mostRecipients.toLocaleString("en-US")} recipients. Split it into smaller files and make a campaign of each.`;
