import type { PoolInactive } from "../../../core/failures";
import { failure, success } from "../../../core/result";
import { type AssignedCode, type AssignmentResult, assignmentState } from "../assignment";
import type { PreparedRequest } from "./prepare-requests.server";
import type {
  RecipientStatus,
  StoredAssignment,
  StoredResult,
} from "./read-recipient-status.server";

export interface RecipientFacts {
  now: Date;
  /** By idempotency key. */
  earlier: Map<string, StoredResult>;
  /** By recipient key, in hex. */
  statuses: Map<string, RecipientStatus>;
  /** The rejection if the pool doesn't assign codes now; otherwise null. */
  closed: PoolInactive | null;
  /** Recipients keep a code that was assigned at this time or later. */
  reuseSince: Date | "never";
}

/** A code to take from the queue. Indexes start at 1, in the order of the requests. */
interface Claim {
  claimIndex: number;
  request: PreparedRequest;
  /** Null: a new recipient, or one stored by its hash only. */
  recipientId: number | null;
}

/** An idempotency key to store, with the existing assignment or the claim that serves it. */
type IdempotencyRecord = { key: string; fingerprint: Buffer } & (
  | { assignmentId: number }
  | { claimIndex: number }
);

/** A request that a claim will serve. Two requests for one recipient can share a claim. */
interface PendingRequest {
  request: PreparedRequest;
  claimIndex: number;
  outcome: AssignedCode["outcome"];
}

export interface Plan {
  /** By index in the caller's list. */
  results: Map<number, AssignmentResult>;
  claims: Claim[];
  pending: PendingRequest[];
  records: IdempotencyRecord[];
}

/** Decides per request: resolve it from the known facts, or claim a code from the queue. */
export function planClaims(requests: readonly PreparedRequest[], known: RecipientFacts): Plan {
  const plan: Plan = { results: new Map(), claims: [], pending: [], records: [] };
  const claimIndexes = new Map<string, number>();
  const byKey = new Map<string, { request: PreparedRequest; claimIndex: number | null }>();
  for (const request of requests) {
    const earlierResult = storedResult(request, known) ?? duplicateInList(request, byKey, plan);
    if (earlierResult === "pending") continue;
    const decided = earlierResult ?? resultFromStatus(request, known, plan);
    const claimIndex = decided ? null : claimFor(request, known, claimIndexes, plan);
    if (decided) plan.results.set(request.index, decided);
    if (request.idempotency && !earlierResult)
      byKey.set(request.idempotency.key, { request, claimIndex });
  }
  return plan;
}

/** The stored result for the request's idempotency key; undefined if the key is new. */
function storedResult(
  request: PreparedRequest,
  { earlier, now }: RecipientFacts,
): AssignmentResult | undefined {
  const before = request.idempotency && earlier.get(request.idempotency.key);
  if (!request.idempotency || !before) return undefined;
  if (!before.fingerprint.equals(request.idempotency.fingerprint)) {
    return failure({ kind: "request_key_reused" });
  }
  if (!before.assignment) return failure({ kind: "code_not_found" });
  return success(assigned(request, before.assignment, "replayed", now));
}

/**
 * An earlier request of this list with the same idempotency key: shares its result, or its claim.
 */
function duplicateInList(
  request: PreparedRequest,
  byKey: Map<string, { request: PreparedRequest; claimIndex: number | null }>,
  plan: Plan,
): AssignmentResult | "pending" | undefined {
  const twin = request.idempotency && byKey.get(request.idempotency.key);
  if (!request.idempotency || !twin) return undefined;
  if (!twin.request.idempotency?.fingerprint.equals(request.idempotency.fingerprint)) {
    return failure({ kind: "request_key_reused" });
  }
  if (twin.claimIndex === null) return plan.results.get(twin.request.index);
  plan.pending.push({ request, claimIndex: twin.claimIndex, outcome: "replayed" });
  return "pending";
}

/** A rejection, or the code the recipient already holds; undefined if a code has to be claimed. */
function resultFromStatus(
  request: PreparedRequest,
  known: RecipientFacts,
  plan: Plan,
): AssignmentResult | undefined {
  if (known.closed) return failure(known.closed);
  const status = known.statuses.get(request.key.toString("hex"));
  if (status?.blocked) return failure({ kind: "recipient_blocked" });
  const current = status?.current;
  if (!current || known.reuseSince === "never" || current.assignedAt < known.reuseSince)
    return undefined;
  if (request.idempotency) plan.records.push({ ...request.idempotency, assignmentId: current.id });
  return success(assigned(request, current, "reused", known.now));
}

/** Adds a claim for the request, or shares the one of an earlier request for the same person. */
function claimFor(
  request: PreparedRequest,
  known: RecipientFacts,
  claimIndexes: Map<string, number>,
  plan: Plan,
): number {
  const key = request.key.toString("hex");
  const status = known.statuses.get(key);
  // Two identities of one person share a claim.
  const person = status ? String(status.personId) : key;
  const existingIndex = known.reuseSince === "never" ? undefined : claimIndexes.get(person);
  const claimIndex = existingIndex ?? plan.claims.length + 1;
  if (existingIndex === undefined) {
    plan.claims.push({ claimIndex, request, recipientId: status?.recipientId ?? null });
    claimIndexes.set(person, claimIndex);
  }
  plan.pending.push({
    request,
    claimIndex,
    outcome: existingIndex === undefined ? "new" : "reused",
  });
  if (request.idempotency) plan.records.push({ ...request.idempotency, claimIndex });
  return claimIndex;
}

function assigned(
  request: PreparedRequest,
  { releasedAt, codeState, ...stored }: StoredAssignment,
  outcome: AssignedCode["outcome"],
  now: Date,
): AssignedCode {
  const state = assignmentState({ releasedAt, codeState, expiresAt: stored.expiresAt }, now);
  return { ...stored, recipient: recipientOf(request), state, outcome };
}

/** The recipient for the result; empty if only the caller knows it. */
export function recipientOf({ recipient }: PreparedRequest): string {
  return typeof recipient === "string" ? recipient : "";
}
