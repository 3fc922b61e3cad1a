import { dayOf, endOfDayAfter } from "../../core/dates";
import type { ShopContext } from "../../core/ids";
import type { Transaction } from "../../database/database.server";
import type { Services } from "../../services.server";
import { domainOf } from "../recipients/recipient";
import { domainKey, openAddress, sealAddress } from "../recipients/recipient-vault.server";
import { claimLiveFirst, claimShared, claimUnique } from "./claim-statement";
import type { Plan } from "./plan-claims";
import type { Ask } from "./prepare-asks.server";
import type { PoolLine } from "./read-line.server";

/** A code that was taken from the line for a slot. */
export interface ClaimedCode {
  slot: number;
  /** Of the assignment. */
  id: number;
  recipientId: number;
  code: string;
  message: string | null;
  expiresAt: Date | null;
  /** As `AssignedCode.live`. */
  live: boolean | null;
}

/** A code for somebody: known to the shop already, or with an address that is to be sealed. */
interface ClaimOf {
  slot: number;
  recipientId: number | null;
  ask: Pick<Ask, "key" | "recipient">;
}

export interface ClaimOrder {
  poolId: number;
  /** The pool that was asked, when this one is its fallback; otherwise null. */
  requestedPoolId: number | null;
  source: string;
  line: PoolLine;
  plan: Pick<Plan, "rememberings"> & { claims: readonly ClaimOf[] };
  now: Date;
}

/**
 * Hands out the next codes of a pool whose line the transaction holds, to as many claims as there
 * are codes, in the order of the slots. One statement does everything: it takes the codes, finds or
 * makes the recipients, writes the assignments and the request keys, and changes the figures.
 */
export async function claimCodes(
  tx: Transaction,
  { encryptionKey }: Pick<Services, "encryptionKey">,
  shop: ShopContext,
  { poolId, requestedPoolId, source, line, plan, now }: ClaimOrder,
): Promise<ClaimedCode[]> {
  const { claims, rememberings } = plan;
  if (claims.length === 0 && rememberings.length === 0) return [];
  return tx.query<ClaimedCode>(statementFor(line), [
    shop.id,
    poolId,
    now,
    line.claimCursor,
    claims.length,
    claims.map(({ ask }) => ask.key),
    claims.map(({ ask, recipientId }) =>
      recipientId === null
        ? typeof ask.recipient === "string"
          ? sealAddress({ encryptionKey }, shop, ask.recipient)
          : ask.recipient
        : null,
    ),
    claims.map(({ recipientId }) => recipientId),
    line.withinDays,
    line.withinDays.map((days) => endOfDayAfter(now, days, shop.timeZone)),
    requestedPoolId,
    source,
    rememberings.map(({ key }) => key),
    rememberings.map(({ fingerprint }) => fingerprint),
    rememberings.map((remembering) => ("slot" in remembering ? remembering.slot : null)),
    rememberings.map((remembering) =>
      "assignmentId" in remembering ? remembering.assignmentId : null,
    ),
    dayOf(now, shop.timeZone),
    claims.map(({ ask: { recipient }, recipientId }) =>
      recipientId === null ? domainKey({ encryptionKey }, shop, domainOf(text(recipient))) : null,
    ),
  ]);

  function text(recipient: Ask["recipient"]): string {
    return typeof recipient === "string"
      ? recipient
      : openAddress({ encryptionKey }, shop, recipient);
  }
}

function statementFor({ type, uploading, missing }: PoolLine): string {
  if (type === "shared") return claimShared;
  return uploading || missing ? claimLiveFirst : claimUnique;
}
