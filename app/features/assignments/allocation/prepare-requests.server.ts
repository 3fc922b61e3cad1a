import { hash } from "node:crypto";
import { z } from "zod";
import type { ShopContext } from "../../../core/ids";
import { failure } from "../../../core/result";
import type { Services } from "../../../services.server";
import { type NormalisedRecipient, normaliseRecipient } from "../../recipients/recipient";
import { recipientKey } from "../../recipients/recipient-encryption.server";
import type { AssignmentResult } from "../assignment";

/**
 * Chosen by the caller, 1–255 visible characters. Requests with the same key get the same result.
 */
const idempotencyKeySchema = z
  .string()
  .min(1, "Enter at least one character.")
  .max(255, "Use 255 characters or fewer.")
  .regex(/^[^\p{C}]*$/u, "Use visible characters only.");

/** One recipient who is to get a code. */
export interface AssignmentRequest {
  /** An email address or customer ID, not normalized. */
  recipient: string;
  idempotencyKey?: string;
}

/** A valid request. */
export interface PreparedRequest {
  /** In the caller's list, from 0. */
  index: number;
  /** An encrypted address comes from callers that find their recipients by index. */
  recipient: NormalisedRecipient | Buffer;
  /** The recipient's keyed hash. */
  key: Buffer;
  /** The keyed hash of the domain; null: not computed yet. */
  domain: Buffer | null;
  idempotency: { key: string; fingerprint: Buffer } | null;
}

export interface PreparedRequests {
  requests: PreparedRequest[];
  /** Rejections that need no database lookup, by index in the caller's list. */
  rejected: Map<number, AssignmentResult>;
}

/** Normalizes the recipients and validates the idempotency keys of the caller's list. */
export function prepareRequests(
  services: Pick<Services, "keyring">,
  shop: Pick<ShopContext, "id">,
  poolId: number,
  requests: readonly AssignmentRequest[],
): PreparedRequests {
  const prepared: PreparedRequest[] = [];
  const rejected = new Map<number, AssignmentResult>();
  for (const [index, { recipient: text, idempotencyKey }] of requests.entries()) {
    const recipient = normaliseRecipient(text);
    if (!recipient.ok) {
      rejected.set(index, recipient);
      continue;
    }
    const key = recipientKey(services, shop, recipient.value);
    if (idempotencyKey === undefined) {
      prepared.push({ index, recipient: recipient.value, key, domain: null, idempotency: null });
      continue;
    }
    const parsed = idempotencyKeySchema.safeParse(idempotencyKey);
    if (parsed.success) {
      const request = { key: idempotencyKey, fingerprint: fingerprint(poolId, key) };
      prepared.push({ index, recipient: recipient.value, key, domain: null, idempotency: request });
    } else {
      const message = parsed.error.issues[0]?.message ?? "Check this value.";
      rejected.set(index, failure({ kind: "invalid_input", field: "request_key", message }));
    }
  }
  return { requests: prepared, rejected };
}

/**
 * Detects a key that is reused for another pool or recipient. Hashes the recipient's key, not the
 * address.
 */
function fingerprint(poolId: number, recipientKey: Buffer): Buffer {
  const pool = Buffer.alloc(4);
  pool.writeInt32BE(poolId);
  return hash("sha256", Buffer.concat([pool, recipientKey]), "buffer");
}
