import { dayOf, endOfDayAfter } from "../../../core/dates";
import type { ShopContext } from "../../../core/ids";
import type { Transaction } from "../../../database/database.server";
import type { Services } from "../../../services.server";
import { markRecipients } from "../../recipients/changes/mark-changes.server";
import { domainOf } from "../../recipients/recipient";
import {
  decryptAddress,
  domainKey,
  encryptAddress,
  reencryptAddress,
} from "../../recipients/recipient-encryption.server";
import { claimLiveFirst, claimShared, claimUnique } from "./claim-statement";
import type { Plan } from "./plan-claims";
import type { PreparedRequest } from "./prepare-requests.server";
import type { LockedPool } from "./read-locked-pool.server";

export interface ClaimedCode {
  claimIndex: number;
  /** The assignment's. */
  id: number;
  recipientId: number;
  code: string;
  message: string | null;
  expiresAt: Date | null;
  /** As `AssignedCode.live`. */
  live: boolean | null;
}

/**
 * A claim for a recipient: one with a row already, or one whose address is still to be encrypted.
 */
interface RecipientClaim {
  claimIndex: number;
  recipientId: number | null;
  request: Pick<PreparedRequest, "key" | "recipient" | "domain">;
}

export interface ClaimOrder {
  poolId: number;
  /** The pool that was requested, if this one is its fallback; otherwise null. */
  requestedPoolId: number | null;
  source: string;
  pool: LockedPool;
  plan: Pick<Plan, "records"> & { claims: readonly RecipientClaim[] };
  now: Date;
}

/**
 * Assigns the next codes of a locked pool, in order of claim index, until the claims or the codes run
 * out. Resolves the claims that got a code, in the same order. A single statement takes the codes,
 * upserts the recipients, writes the assignments and idempotency records, and updates the figures.
 */
export async function claimCodes(
  tx: Transaction,
  { keyring }: Pick<Services, "keyring">,
  shop: ShopContext,
  { poolId, requestedPoolId, source, pool, plan, now }: ClaimOrder,
): Promise<ClaimedCode[]> {
  const { claims, records } = plan;
  if (claims.length === 0 && records.length === 0) return [];
  const claimed = await tx.query<ClaimedCode>(statementFor(pool), [
    shop.id,
    poolId,
    now,
    pool.claimCursor,
    claims.length,
    claims.map(({ request }) => request.key),
    claims.map(({ request, recipientId }) =>
      recipientId === null
        ? typeof request.recipient === "string"
          ? encryptAddress({ keyring }, shop, request.recipient)
          : reencryptAddress({ keyring }, shop, request.recipient)
        : null,
    ),
    claims.map(({ recipientId }) => recipientId),
    pool.withinDays,
    pool.withinDays.map((days) => endOfDayAfter(now, days, shop.timeZone)),
    requestedPoolId,
    source,
    records.map(({ key }) => key),
    records.map(({ fingerprint }) => fingerprint),
    records.map((record) => ("claimIndex" in record ? record.claimIndex : null)),
    records.map((record) => ("assignmentId" in record ? record.assignmentId : null)),
    dayOf(now, shop.timeZone),
    claims.map(({ request: { recipient, domain }, recipientId }) =>
      recipientId === null
        ? (domain ?? domainKey({ keyring }, shop, domainOf(text(recipient))))
        : null,
    ),
  ]);
  if (pool.bound) {
    const recipients = claimed.map(({ recipientId }) => recipientId);
    await markRecipients(tx, shop.id, poolId, recipients);
  }
  return claimed;

  function text(recipient: PreparedRequest["recipient"]): string {
    return typeof recipient === "string" ? recipient : decryptAddress({ keyring }, shop, recipient);
  }
}

function statementFor({ type, uploading, missing }: LockedPool): string {
  if (type === "shared") return claimShared;
  return uploading || missing ? claimLiveFirst : claimUnique;
}
