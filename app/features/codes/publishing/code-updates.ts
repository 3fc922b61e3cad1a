/**
 * Parts of statements that change the publish status of codes, for the features that publish them.
 * `of` names the query of the same statement that has the codes by `id`. $1 is the shop. The
 * transaction holds the pool's lock.
 */

/** The codes of `of` wait for an upload, as if they had never been uploaded. */
export const awaitUpload = (of: string): string => `
  UPDATE code SET publish_status = 'uploading', publish_batch_id = NULL, platform_id = NULL, in_store = NULL
    FROM ${of} WHERE code.shop_id = $1 AND code.id = ${of}.id`;

/** Each code of `of` goes up with its `publish_batch_id`. */
export const joinBatch = (of: string): string => `
  UPDATE code SET publish_batch_id = ${of}.publish_batch_id FROM ${of}
   WHERE code.shop_id = $1 AND code.id = ${of}.id`;

/** The codes of `of` are not uploaded. */
export const skipUpload = (of: string): string => `
  UPDATE code SET publish_status = 'none' FROM ${of} WHERE code.shop_id = $1 AND code.id = ${of}.id`;

/** The codes of the batches of `of` wait for another one. */
export const leaveBatch = (of: string): string => `
  UPDATE code SET publish_batch_id = NULL FROM ${of}
   WHERE code.shop_id = $1 AND code.publish_batch_id = ${of}.id AND code.publish_status = 'uploading'`;

/** The platform rejected each code of `of`, with a `text` for the merchant. An available one is void. */
export const markRefused = (of: string): string => `
  UPDATE code SET publish_status = 'refused', refusal = ${of}.text,
         stored_state = (CASE code.stored_state WHEN 'available' THEN 'voided'
                         ELSE code.stored_state::text END)::code_state,
         expires_at = CASE code.stored_state WHEN 'available' THEN NULL ELSE expires_at END
    FROM ${of} WHERE code.shop_id = $1 AND code.id = ${of}.id`;

/** Each code of `of` is live with its `number` on the platform; `batch` is SQL for its batch. */
export const goLive = (of: string, batch: string): string => `
  UPDATE code SET publish_status = 'live', publish_batch_id = ${batch}, platform_id = ${of}.number,
         refusal = NULL, in_store = NULL
    FROM ${of} WHERE code.shop_id = $1 AND code.id = ${of}.id`;

/** The codes of `of` can't be assigned or redeemed any more. */
export const voidCodes = (of: string): string => `
  UPDATE code SET stored_state = 'voided', expires_at = NULL FROM ${of}
   WHERE code.shop_id = $1 AND code.id = ${of}.id`;

/** Deleted codes of `of` that the platform has, or is about to get, are left for a job to remove there. */
export const keepForRemoval = (of: string): string => `
  INSERT INTO deletion_backlog (shop_id, publish_batch_id, platform_id, code, code_key)
  SELECT $1, publish_batch_id, platform_id, code, code_key FROM ${of}
   WHERE publish_batch_id IS NOT NULL AND publish_status IN ('uploading', 'live')`;
