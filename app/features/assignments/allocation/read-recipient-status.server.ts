import type { Transaction } from "../../../database/database.server";
import { isLive } from "../../codes/publishing/live-code";
import { identitiesOfPerson } from "../../recipients/identities/identities-of-person";
import type { AssignedCode, AssignmentFacts, CodeState } from "../assignment";

export type StoredAssignment = Omit<AssignedCode, "recipient" | "state" | "outcome"> &
  AssignmentFacts;

export interface RecipientStatus {
  /** Null: this identity is stored by its hash only. */
  recipientId: number | null;
  /** The same for all identities of a person. */
  personId: number;
  /** Under any of their identities. */
  blocked: boolean;
  /** The newest code of the pool that the person can still use, under any identity; null: none. */
  current: StoredAssignment | null;
}

/** The stored result of an idempotency key. The assignment is null if its code was removed. */
export interface StoredResult {
  idempotencyKey: string;
  fingerprint: Buffer;
  assignment: StoredAssignment | null;
}

type NullableColumns<T> = { [Column in keyof T]: T[Column] | null };

/** `now`: the query parameter with the current time. */
const assignmentColumns = (now: `$${number}`) => `assignment.id, assignment.pool_id AS "poolId",
  assignment.requested_pool_id AS "requestedPoolId", code.code, code.message,
  assignment.assigned_at AS "assignedAt", assignment.expires_at AS "expiresAt",
  assignment.released_at AS "releasedAt", code.state AS "codeState",
  ${isLive(now)} AS live`;

/** The stored results of these idempotency keys. Unused keys are not in the map. */
export async function readStoredResults(
  tx: Transaction,
  shopId: number,
  idempotencyKeys: readonly string[],
  now: Date,
): Promise<Map<string, StoredResult>> {
  if (idempotencyKeys.length === 0) return new Map();
  const rows = await tx.query<
    NullableColumns<StoredAssignment> & { idempotencyKey: string; fingerprint: Buffer }
  >(
    `SELECT request.request_key AS "idempotencyKey", request.fingerprint, ${assignmentColumns("$3")}
       FROM idempotency_record AS request
       LEFT JOIN assignment ON assignment.shop_id = $1 AND assignment.id = request.assignment_id
       LEFT JOIN current_code AS code ON code.shop_id = $1 AND code.id = assignment.code_id
      WHERE request.shop_id = $1 AND request.request_key = ANY($2::text[])`,
    [shopId, idempotencyKeys, now],
  );
  return new Map(
    rows.map(({ idempotencyKey, fingerprint, ...row }) => [
      idempotencyKey,
      { idempotencyKey, fingerprint, assignment: stored(row) },
    ]),
  );
}

/**
 * The status of these recipients, by key in hex: blocked or not, and the code they hold under any
 * identity, assigned by the pool itself or by a fallback in its place. Unknown recipients are not in
 * the map.
 */
export async function readRecipientStatuses(
  tx: Transaction,
  shopId: number,
  poolId: number,
  recipientKeys: readonly Buffer[],
  now: Date,
): Promise<Map<string, RecipientStatus>> {
  const rows = await tx.query<
    NullableColumns<StoredAssignment> & { key: string } & Omit<RecipientStatus, "current">
  >(
    `SELECT encode(recipient.key, 'hex') AS key,
            CASE WHEN recipient.address IS NOT NULL THEN recipient.id END AS "recipientId",
            coalesce(recipient.identity_group_id, recipient.id) AS "personId",
            name.blocked_at IS NOT NULL AS blocked, current_assignment.*
       FROM readable.recipient CROSS JOIN ${identitiesOfPerson}
       LEFT JOIN LATERAL (
         SELECT ${assignmentColumns("$4")}
           FROM assignment JOIN current_code AS code ON code.shop_id = $1 AND code.id = assignment.code_id
          WHERE assignment.shop_id = $1 AND assignment.recipient_id = name.id
            AND (assignment.pool_id = $2 OR assignment.requested_pool_id = $2)
            AND assignment.released_at IS NULL
            AND code.state = CASE WHEN assignment.shared THEN 'available' ELSE 'assigned' END::code_state
            AND (assignment.expires_at IS NULL OR assignment.expires_at > $4)
          ORDER BY assignment.id DESC LIMIT 1) AS current_assignment ON true
      WHERE recipient.shop_id = $1 AND recipient.key = ANY($3::bytea[])`,
    [shopId, poolId, recipientKeys, now],
  );
  const statuses = new Map<string, RecipientStatus>();
  for (const { key, recipientId, personId, blocked, ...row } of rows) {
    const status = { recipientId, personId, blocked, current: stored(row) };
    const otherIdentity = statuses.get(key);
    statuses.set(key, otherIdentity ? mergeIdentities(status, otherIdentity) : status);
  }
  return statuses;
}

/** The combined status of two identities of one person. */
function mergeIdentities(a: RecipientStatus, b: RecipientStatus): RecipientStatus {
  const current = (a.current?.id ?? 0) > (b.current?.id ?? 0) ? a.current : b.current;
  return { ...a, blocked: a.blocked || b.blocked, current };
}

function stored(row: NullableColumns<StoredAssignment>): StoredAssignment | null {
  const { id, poolId, code, assignedAt, codeState } = row;
  if (id === null || poolId === null || code === null) return null;
  if (assignedAt === null || codeState === null) return null;
  return { ...row, id, poolId, code, assignedAt, codeState: codeState as CodeState };
}
