import type { InvalidInput, PoolNotFound } from "../../../core/failures";
import type { Actor, ShopContext } from "../../../core/ids";
import { failure, type Result, success } from "../../../core/result";
import { inspectFile } from "../../../files/parse/inspect-file.server";
import type { FileUnreadable } from "../../../files/parse/parse-options";
import { openUpload } from "../../../files/store/open-upload.server";
import type { Services } from "../../../services.server";
import { findPool } from "../../pools/find-pool.server";
import { campaignName } from "../campaign";
import { enqueueCounting } from "../campaign-jobs.server";
import { noticeAddressList } from "./list/list-rows.server";
import { listOfRecipients } from "./list/recipient-columns";

export interface NewCampaign {
  name: string;
  poolId: number;
  /** From `storeUpload`. */
  uploadId: string;
  actor: Actor;
}

/**
 * Inspects an uploaded list and creates a draft campaign for the merchant to review. A job counts the
 * recipients. Fails if the file is gone or can't be read, the pool is closed, or the name is invalid.
 */
export async function draftCampaign(
  services: Services,
  shop: ShopContext,
  { name, poolId, uploadId, actor }: NewCampaign,
): Promise<Result<{ campaignId: number }, InvalidInput | PoolNotFound | FileUnreadable>> {
  const named = campaignName.safeParse(name);
  if (!named.success) {
    const message = named.error.issues[0]?.message ?? "Enter a name.";
    return failure({ kind: "invalid_input", field: "name", message });
  }
  const pool = await findPool(services, shop, poolId);
  if (!pool.ok) return pool;
  const upload = await openUpload(services, shop, uploadId);
  if (!upload) {
    const message = "The file is no longer available. Choose it again.";
    return failure({ kind: "file_unreadable", message });
  }
  const reading = await inspectFile(upload, listOfRecipients);
  if (!reading.ok) return reading;
  const asList = await noticeAddressList(upload, reading.value);
  return services.database.transaction(async (tx) => {
    const [campaign] = await tx.query<{ id: number }>(
      `INSERT INTO campaign (shop_id, pool_id, name, source, state, upload_id, file_name, byte_size,
                             reading, created_by, created_at, last_progress_at)
       VALUES ($1, $2, $3, $4, 'reading', $5, $6, $7, $8, $9, $10, $10) RETURNING id`,
      [
        shop.id,
        poolId,
        named.data,
        `campaign:${named.data}`,
        uploadId,
        upload.fileName,
        upload.size,
        JSON.stringify(asList),
        actor.name,
        services.clock.now(),
      ],
    );
    if (!campaign) throw new Error("The campaign was not stored.");
    await enqueueCounting(tx, shop, campaign.id);
    return success({ campaignId: campaign.id });
  });
}
