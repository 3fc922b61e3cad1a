import { hash } from "node:crypto";
import type { ShopContext } from "../../../core/ids";
import { failure } from "../../../core/result";
import type { Services } from "../../../services.server";
import { type NormalisedRecipient, normaliseRecipient } from "../../recipients/recipient";
import { recipientKey } from "../../recipients/recipient-encryption.server";
import type { AssignmentAnswer } from "../assignment";
import { idempotencyKey as requestKeySchema } from "../idempotency-key";

/** One recipient who is to get a code. */
export interface AssignmentRequest {
  /** As somebody typed it. */
  recipient: string;
  requestKey?: string;
}

/** A request that can be served. */
export interface PreparedRequest {
  /** Place in the caller's list, from 0. */
  index: number;
  /** Who; or the encrypted address, from callers who know their recipients by the index. */
  recipient: NormalisedRecipient | Buffer;
  /** What the recipient is found by. */
  key: Buffer;
  idempotency: { key: string; fingerprint: Buffer } | null;
}

export interface PreparedRequests {
  requests: PreparedRequest[];
  /** Refusals that need no look at the database, by place in the caller's list. */
  rejected: Map<number, AssignmentAnswer>;
}

/** Reads the caller's list: who is meant, and what an idempotency key stands for. */
export function prepareRequests(
  services: Pick<Services, "keyring">,
  shop: Pick<ShopContext, "id">,
  poolId: number,
  requests: readonly AssignmentRequest[],
): PreparedRequests {
  const prepared: PreparedRequest[] = [];
  const refused = new Map<number, AssignmentAnswer>();
  for (const [index, { recipient: text, requestKey }] of requests.entries()) {
    const recipient = normaliseRecipient(text);
    if (!recipient.ok) {
      refused.set(index, recipient);
      continue;
    }
    const key = recipientKey(services, shop, recipient.value);
    if (requestKey === undefined) {
      prepared.push({ index, recipient: recipient.value, key, idempotency: null });
      continue;
    }
    const parsed = requestKeySchema.safeParse(requestKey);
    if (parsed.success) {
      const request = { key: requestKey, fingerprint: fingerprint(poolId, key) };
      prepared.push({ index, recipient: recipient.value, key, idempotency: request });
    } else {
      const message = parsed.error.issues[0]?.message ?? "Check this value.";
      refused.set(index, failure({ kind: "invalid_input", field: "request_key", message }));
    }
  }
  return { requests: prepared, rejected: refused };
}

/** What was asked, of whom. Made from the recipient's key, so that it does not give the address away. */
function fingerprint(poolId: number, recipientKey: Buffer): Buffer {
  const pool = Buffer.alloc(4);
  pool.writeInt32BE(poolId);
  return hash("sha256", Buffer.concat([pool, recipientKey]), "buffer");
}
