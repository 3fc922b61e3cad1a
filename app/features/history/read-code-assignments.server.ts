import type { ShopContext } from "../../core/ids";
import type { Services } from "../../services.server";
import { assignmentState } from "../assignments/assignment";
import { decryptAddress } from "../recipients/recipient-encryption.server";
import { type CodeAssignment, type CodeFacts, maxAssignments } from "./code-timeline";

type Row = Omit<CodeAssignment, "recipient" | "state"> & { address: Buffer | null };

/** Assignments of the code, oldest first; only the newest `maxAssignments` of a long list. */
export async function readCodeAssignments(
  services: Pick<Services, "database" | "clock" | "keyring">,
  shop: Pick<ShopContext, "id">,
  { id, state }: Pick<CodeFacts, "id" | "state">,
): Promise<{ assignments: CodeAssignment[]; more: boolean }> {
  const rows = await services.database.query<Row>(
    `WITH listed AS MATERIALIZED (
       -- One index for each half: current assignments, and past or shared ones.
       (SELECT * FROM readable.assignment
         WHERE shop_id = $1 AND code_id = $2 AND released_at IS NULL AND NOT shared)
       UNION ALL
       (SELECT * FROM readable.assignment
         WHERE shop_id = $1 AND code_id = $2 AND (released_at IS NOT NULL OR shared)
         ORDER BY id DESC LIMIT $3::int + 1)
     )
     SELECT listed.id AS "assignmentId", listed.source, listed.assigned_at AS "assignedAt",
            listed.expires_at AS "expiresAt", listed.released_at AS "releasedAt", recipient.address,
            requested.name AS "requestedPool",
            (SELECT code.code FROM readable.assignment AS old
               JOIN readable.code ON code.shop_id = $1 AND code.id = old.code_id
              WHERE old.shop_id = $1 AND old.id = coalesce(listed.replaces_id, (
                SELECT assignment_id FROM readable.replacement
                 WHERE shop_id = $1 AND new_assignment_id = listed.id LIMIT 1))) AS "insteadOf",
            (SELECT code.code FROM readable.assignment AS new
               JOIN readable.code ON code.shop_id = $1 AND code.id = new.code_id
              WHERE new.shop_id = $1 AND new.id = coalesce(replacement.new_assignment_id, (
                SELECT id FROM readable.assignment
                 WHERE shop_id = $1 AND replaces_id = listed.id LIMIT 1))) AS "replacedBy",
            CASE WHEN replacement.state = 'pending' THEN replacement.pending_since END AS "pendingSince"
       FROM listed
       LEFT JOIN readable.recipient ON recipient.shop_id = $1 AND recipient.id = listed.recipient_id
       LEFT JOIN readable.pool AS requested
         ON requested.shop_id = $1 AND requested.id = listed.requested_pool_id
       LEFT JOIN readable.replacement ON replacement.shop_id = $1 AND replacement.assignment_id = listed.id
      ORDER BY listed.id DESC`,
    [shop.id, id, maxAssignments],
  );
  const now = services.clock.now();
  const assignments = rows
    .slice(0, maxAssignments)
    .reverse()
    .map(({ address, ...row }) => ({
      ...row,
      recipient: address && decryptAddress(services, shop, address),
      state: assignmentState({ ...row, codeState: state }, now),
    }));
  return { assignments, more: rows.length > maxAssignments };
}
