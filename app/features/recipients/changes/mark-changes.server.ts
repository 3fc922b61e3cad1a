import type { Transaction } from "../../../database/database.server";
import { marksChanges, shopGuarded } from "../../pools/pool-is-bound";
import { enqueueCustomerCodes } from "./enqueue-customer-codes.server";

/**
 * The codes of these recipients in the pool changed: a job writes them to their customers on the
 * platform. Marks nothing for a pool without protection, and for a dynamic pool only people with
 * several identities, because its codes carry their holder. Call it in the transaction of the
 * change. One statement for any number of recipients.
 */
export async function markRecipients(
  tx: Transaction,
  shopId: number,
  poolId: number,
  recipientIds: readonly number[],
): Promise<void> {
  if (recipientIds.length === 0) return;
  const marked = await tx.client.query(
    `INSERT INTO customer_change (shop_id, recipient_id, pool_id, changed_at)
     SELECT $1, recipient.id, $2, now() FROM unnest($3::bigint[]) AS changed (id)
       JOIN readable.pool ON pool.shop_id = $1 AND pool.id = $2 AND ${marksChanges}
       JOIN recipient ON recipient.shop_id = $1 AND recipient.id = changed.id
        AND (pool.type <> 'dynamic' OR recipient.identity_group_id IS NOT NULL)`,
    [shopId, poolId, recipientIds],
  );
  if (marked.rowCount) await enqueueCustomerCodes(tx, shopId);
}

/** As `markRecipients`, for the recipients who hold these codes. Shared codes are ignored. */
export async function markHolders(
  tx: Transaction,
  shopId: number,
  codeIds: readonly number[],
): Promise<void> {
  if (codeIds.length === 0) return;
  const marked = await tx.client.query(
    `INSERT INTO customer_change (shop_id, recipient_id, pool_id, changed_at)
     SELECT $1, recipient.id, pool.id, now() FROM unnest($2::bigint[]) AS changed (id)
       JOIN readable.assignment ON assignment.shop_id = $1 AND assignment.code_id = changed.id
        AND assignment.released_at IS NULL AND NOT assignment.shared
       JOIN readable.pool ON pool.shop_id = $1 AND pool.id = assignment.pool_id AND ${marksChanges}
       JOIN recipient ON recipient.shop_id = $1 AND recipient.id = assignment.recipient_id
        AND (pool.type <> 'dynamic' OR recipient.identity_group_id IS NOT NULL)`,
    [shopId, codeIds],
  );
  if (marked.rowCount) await enqueueCustomerCodes(tx, shopId);
}

/**
 * These people changed: one was blocked or unblocked, or got another identity. Marks nothing in a
 * shop without the guard.
 */
export async function markPeople(
  tx: Transaction,
  shopId: number,
  recipientIds: readonly number[],
): Promise<void> {
  const marked = await tx.client.query(
    `INSERT INTO customer_change (shop_id, recipient_id, changed_at)
     SELECT $1, id, now() FROM unnest($2::bigint[]) AS changed (id)
      WHERE ${shopGuarded("$1")} OR EXISTS (
        SELECT 1 FROM readable.binding_sweep AS sweep WHERE sweep.shop_id = $1)`,
    [shopId, recipientIds],
  );
  if (marked.rowCount) await enqueueCustomerCodes(tx, shopId);
}

/** As `markRecipients`, for all of these recipients. Pool 0: they changed themselves. */
export async function markAll(
  tx: Transaction,
  shopId: number,
  poolId: number,
  recipientIds: readonly number[],
): Promise<void> {
  await tx.query(
    `INSERT INTO customer_change (shop_id, recipient_id, pool_id, changed_at)
     SELECT $1, id, nullif($2::int, 0), now() FROM unnest($3::bigint[]) AS changed (id)`,
    [shopId, poolId, recipientIds],
  );
}
