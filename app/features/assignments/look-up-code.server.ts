import type { CodeNotFound } from "../../core/failures";
import type { ShopContext } from "../../core/ids";
import { failure, type Result, success } from "../../core/result";
import type { Services } from "../../services.server";
import { codeKey, readCode } from "../codes/code-text";
import { isLive } from "../codes/publishing/live-code";
import type { PublishStatus } from "../codes/publishing/publish-status";
import { decryptAddress } from "../recipients/recipient-encryption.server";
import type { CodeState } from "./assignment";

export interface CodeFacts {
  code: string;
  poolHandle: string;
  state: CodeState;
  publishStatus: PublishStatus;
  /** As `AssignedCode.live`. */
  live: boolean | null;
  message: string | null;
  assignBy: Date | null;
  useBy: Date | null;
  useWithinDays: number | null;
  /** Null if the code isn't assigned, and for shared codes. */
  holder: {
    assignmentId: number;
    /** Null after the customer was erased. */
    recipient: string | null;
    assignedAt: Date;
    expiresAt: Date | null;
    source: string;
  } | null;
}

interface CodeRow extends Omit<CodeFacts, "holder"> {
  assignmentId: number | null;
  address: Buffer | null;
  assignedAt: Date | null;
  expiresAt: Date | null;
  source: string | null;
}

/**
 * Finds a code, trimmed and case-insensitively. With `pools`, only finds codes of these pools and
 * codes that a fallback assigned for them; any other code fails with `code_not_found`.
 */
export async function lookUpCode(
  { database, clock, keyring }: Pick<Services, "database" | "clock" | "keyring">,
  shop: Pick<ShopContext, "id">,
  { code, pools }: { code: string; pools: readonly number[] | null },
): Promise<Result<CodeFacts, CodeNotFound>> {
  // Invalid codes must not reach the query: PostgreSQL rejects text with a NUL.
  if (!readCode(code).ok) return failure({ kind: "code_not_found" });
  const [row] = await database.query<CodeRow>(
    `SELECT code.code, pool.handle AS "poolHandle", code.state, code.publish_status AS "publishStatus",
            ${isLive("$4")} AS live, code.message,
            code.assign_by AS "assignBy", code.use_by AS "useBy",
            code.use_within_days AS "useWithinDays", assignment.id AS "assignmentId",
            recipient.address, assignment.assigned_at AS "assignedAt",
            assignment.expires_at AS "expiresAt", assignment.source
       FROM current_code AS code
       JOIN readable.pool ON pool.shop_id = code.shop_id AND pool.id = code.pool_id
       LEFT JOIN assignment ON assignment.shop_id = code.shop_id AND assignment.code_id = code.id
        AND assignment.released_at IS NULL AND NOT assignment.shared
       LEFT JOIN readable.recipient ON recipient.shop_id = code.shop_id AND recipient.id = assignment.recipient_id
      WHERE code.shop_id = $1 AND code.code_key = $2 AND ($3::int[] IS NULL OR code.pool_id = ANY($3)
          OR assignment.requested_pool_id = ANY($3))`,
    [shop.id, codeKey(code), pools, clock.now()],
  );
  if (!row) return failure({ kind: "code_not_found" });
  const { assignmentId, address, assignedAt, expiresAt, source, ...facts } = row;
  if (assignmentId === null || assignedAt === null || source === null) {
    return success({ ...facts, holder: null });
  }
  const recipient = address && decryptAddress({ keyring }, shop, address);
  return success({ ...facts, holder: { assignmentId, recipient, assignedAt, expiresAt, source } });
}
