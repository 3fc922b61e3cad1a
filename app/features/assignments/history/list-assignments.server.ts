import type { ShopContext } from "../../../core/ids";
import {
  type KeysetEnds,
  type KeysetQuery,
  keysetPage,
  keysetScan,
} from "../../../core/keyset-page";
import { type Result, success } from "../../../core/result";
import type { Services } from "../../../services.server";
import { isLive } from "../../codes/publishing/live-code";
import { identitiesOfPerson } from "../../recipients/identities/identities-of-person";
import { decryptAddress } from "../../recipients/recipient-encryption.server";
import { assignmentState, type CodeState } from "../assignment";
import { findMatches, findPerson, type Matches } from "./find-matches.server";
import type { HistoryEntry, SearchTooBroad } from "./history-entry";

export interface HistoryQuery extends KeysetQuery<number> {
  poolId: number;
  /** As for `findMatches`; empty: everything. */
  search: string;
  /**
   * Only this person's, under any identity: an email address or customer ID. Replaces the search.
   */
  recipient?: string | undefined;
  /** Include codes that fallbacks assigned for this pool. A search for a recipient always does. */
  withFallbacks?: boolean;
}

export interface HistoryPage extends KeysetEnds<number> {
  entries: HistoryEntry[];
}

/** A page of a pool's assignments, newest first. Fails with `search_too_broad`. */
export async function listAssignments(
  services: Pick<Services, "database" | "keyring" | "clock">,
  shop: Pick<ShopContext, "id">,
  query: HistoryQuery,
): Promise<Result<HistoryPage, SearchTooBroad>> {
  const matches = await readSearch(services, shop, query);
  if (!matches.ok) return matches;
  const rows = await readRows(services, shop, query, matches.value);
  const { rows: page, ...ends } = keysetPage(query, rows, ({ id }) => id);
  return success({ entries: page.map((row) => toEntry(services, shop, row)), ...ends });
}

/** Null: everything. */
async function readSearch(
  services: Pick<Services, "database" | "keyring">,
  shop: Pick<ShopContext, "id">,
  { poolId, search, recipient }: HistoryQuery,
): Promise<Result<Matches | null, SearchTooBroad>> {
  if (recipient !== undefined) {
    return success({ recipientIds: await findPerson(services, shop, recipient), codeIds: [] });
  }
  return search.trim() === ""
    ? success(null)
    : findMatches(services, shop, { poolId, search: search.trim() });
}

interface Row extends Omit<HistoryEntry, "recipient" | "state"> {
  address: Buffer | null;
  codeState: CodeState | null;
}

async function readRows(
  { database, clock }: Pick<Services, "database" | "clock">,
  shop: Pick<ShopContext, "id">,
  query: HistoryQuery,
  matches: Matches | null,
): Promise<Row[]> {
  const { poolId, withFallbacks = false } = query;
  const { direction, ...scan } = keysetScan(query, "DESC");
  const beyond = `($3::bigint IS NULL OR id ${scan.beyond} $3)`;
  const ordered = `ORDER BY id ${direction} LIMIT $4`;
  // Each branch reads an index in page order, so none reads more than a page.
  const ids = matches
    ? `SELECT id FROM (
         SELECT found.id FROM unnest($6::bigint[]) AS wanted (recipient_id) CROSS JOIN LATERAL (
           SELECT id FROM assignment WHERE shop_id = $1 AND recipient_id = wanted.recipient_id
              AND $2 IN (pool_id, requested_pool_id) AND ${beyond} ${ordered}) AS found
         UNION
         SELECT found.id FROM unnest($7::bigint[]) AS wanted (code_id) CROSS JOIN LATERAL (
           (SELECT id FROM assignment WHERE shop_id = $1 AND code_id = wanted.code_id
               AND released_at IS NULL AND NOT shared AND ${beyond})
           UNION ALL
           (SELECT id FROM assignment WHERE shop_id = $1 AND code_id = wanted.code_id
               AND (released_at IS NOT NULL OR shared) AND ${beyond} ${ordered})) AS found
       ) AS matching ${ordered}`
    : withFallbacks
      ? `SELECT id FROM (
           (SELECT id FROM assignment WHERE shop_id = $1 AND pool_id = $2 AND ${beyond} ${ordered})
           UNION ALL
           (SELECT id FROM assignment WHERE shop_id = $1 AND requested_pool_id = $2
               AND ${beyond} ${ordered})) AS given ${ordered}`
      : `SELECT id FROM assignment WHERE shop_id = $1 AND pool_id = $2 AND ${beyond} ${ordered}`;
  return database.query<Row>(
    `SELECT assignment.id, assignment.pool_id AS "poolId",
            assignment.requested_pool_id AS "requestedPoolId", code.code, code.state AS "codeState", code.publish_status AS "publishStatus",
            ${isLive("$5")} AS live, code.refusal, recipient.address,
            EXISTS (SELECT 1 FROM ${identitiesOfPerson} WHERE name.blocked_at IS NOT NULL) AS blocked,
            assignment.source, assignment.assigned_at AS "assignedAt",
            assignment.expires_at AS "expiresAt", assignment.released_at AS "releasedAt",
            used.name AS "order", used.id AS "orderId",
            CASE WHEN used.id IS NULL THEN NULL WHEN used.cancelled_at IS NOT NULL THEN 'canceled'
                 WHEN used.fully_refunded THEN 'refunded' ELSE 'kept' END AS "orderState",
            coalesce(
              (SELECT new_assignment_id FROM readable.replacement
                WHERE replacement.shop_id = $1 AND replacement.assignment_id = assignment.id),
              (SELECT fresh.id FROM assignment AS fresh
                WHERE fresh.shop_id = $1 AND fresh.replaces_id = assignment.id LIMIT 1))
              AS "replacedBy"
       FROM (${ids}) AS page
       JOIN assignment ON assignment.shop_id = $1 AND assignment.id = page.id
       LEFT JOIN current_code AS code ON code.shop_id = $1 AND code.id = assignment.code_id
       LEFT JOIN readable.recipient ON recipient.shop_id = $1 AND recipient.id = assignment.recipient_id
       LEFT JOIN LATERAL (
         SELECT shop_order.* FROM readable.redemption
           JOIN readable.shop_order ON shop_order.shop_id = $1 AND shop_order.id = redemption.order_id
          WHERE redemption.shop_id = $1 AND redemption.assignment_id = assignment.id
            AND NOT redemption.removed
          ORDER BY shop_order.ordered_at DESC LIMIT 1) AS used ON true
      ORDER BY assignment.id ${direction}`,
    [
      shop.id,
      poolId,
      scan.cursor,
      scan.limit,
      clock.now(),
      ...(matches ? [matches.recipientIds, matches.codeIds] : []),
    ],
  );
}

function toEntry(
  services: Pick<Services, "keyring" | "clock">,
  shop: Pick<ShopContext, "id">,
  { address, codeState, ...row }: Row,
): HistoryEntry {
  const facts = {
    codeState: codeState ?? ("voided" as const),
    releasedAt: row.releasedAt,
    expiresAt: row.expiresAt,
  };
  return {
    ...row,
    recipient: address && decryptAddress(services, shop, address),
    state: assignmentState(facts, services.clock.now()),
  };
}
