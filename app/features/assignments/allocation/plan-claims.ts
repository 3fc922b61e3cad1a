import type { PoolInactive } from "../../../core/failures";
import { failure, success } from "../../../core/result";
import { type AssignedCode, type AssignmentAnswer, assignmentState } from "../assignment";
import type { PreparedRequest } from "./prepare-requests.server";
import type {
  EarlierAnswer,
  RecipientStatus,
  StoredAssignment,
} from "./read-recipient-status.server";

/** What is known when the requests of one pool are decided. */
export interface KnownFacts {
  now: Date;
  /** By idempotency key. */
  earlier: Map<string, EarlierAnswer>;
  /** By recipient key, in hex. */
  statuses: Map<string, RecipientStatus>;
  /** Set when the pool assigns nothing. */
  closed: PoolInactive | null;
  /** A code that the recipient got at this moment or later is given again. */
  reuseSince: Date | "never";
}

/** A code to be taken from the queue. Indexes count from 1, in the order of the requests. */
interface Claim {
  claimIndex: number;
  request: PreparedRequest;
  /** Null: the shop does not know this recipient yet, or by a hash only. */
  recipientId: number | null;
}

/** An idempotency key to be remembered, with the assignment that answers it: one that exists or one to come. */
type IdempotencyRecord = { key: string; fingerprint: Buffer } & (
  | { assignmentId: number }
  | { claimIndex: number }
);

/** A request that a claim answers. Two requests for one recipient may wait for the same one. */
interface PendingAnswer {
  request: PreparedRequest;
  claimIndex: number;
  outcome: AssignedCode["outcome"];
}

export interface Plan {
  /** By place in the caller's list. */
  answers: Map<number, AssignmentAnswer>;
  claims: Claim[];
  pending: PendingAnswer[];
  records: IdempotencyRecord[];
}

/** Decides, request by request, who is answered from what is known and who takes a code from the queue. */
export function planClaims(requests: readonly PreparedRequest[], known: KnownFacts): Plan {
  const plan: Plan = { answers: new Map(), claims: [], pending: [], records: [] };
  const claimIndexes = new Map<string, number>();
  const byKey = new Map<string, { request: PreparedRequest; claimIndex: number | null }>();
  for (const request of requests) {
    const answer = earlierAnswer(request, known) ?? sameRequest(request, byKey, plan);
    if (answer === "waits") continue;
    const decided = answer ?? answerFromStatus(request, known, plan);
    const claimIndex = decided ? null : claimFor(request, known, claimIndexes, plan);
    if (decided) plan.answers.set(request.index, decided);
    if (request.idempotency && !answer) byKey.set(request.idempotency.key, { request, claimIndex });
  }
  return plan;
}

/** The answer that the request's idempotency key got before; undefined when the key is new. */
function earlierAnswer(
  request: PreparedRequest,
  { earlier, now }: KnownFacts,
): AssignmentAnswer | undefined {
  const before = request.idempotency && earlier.get(request.idempotency.key);
  if (!request.idempotency || !before) return undefined;
  if (!before.fingerprint.equals(request.idempotency.fingerprint)) {
    return failure({ kind: "request_key_reused" });
  }
  if (!before.assignment) return failure({ kind: "code_not_found" });
  return success(assigned(request, before.assignment, "replayed", now));
}

/** The same idempotency key further up in this very list: the same answer, or the same wait. */
function sameRequest(
  request: PreparedRequest,
  byKey: Map<string, { request: PreparedRequest; claimIndex: number | null }>,
  plan: Plan,
): AssignmentAnswer | "waits" | undefined {
  const twin = request.idempotency && byKey.get(request.idempotency.key);
  if (!request.idempotency || !twin) return undefined;
  if (!twin.request.idempotency?.fingerprint.equals(request.idempotency.fingerprint)) {
    return failure({ kind: "request_key_reused" });
  }
  if (twin.claimIndex === null) return plan.answers.get(twin.request.index);
  plan.pending.push({ request, claimIndex: twin.claimIndex, outcome: "replayed" });
  return "waits";
}

/** A refusal, or the code that the recipient holds already; undefined when a code is to be claimed. */
function answerFromStatus(
  request: PreparedRequest,
  known: KnownFacts,
  plan: Plan,
): AssignmentAnswer | undefined {
  if (known.closed) return failure(known.closed);
  const status = known.statuses.get(request.key.toString("hex"));
  if (status?.blocked) return failure({ kind: "recipient_blocked" });
  const held = status?.held;
  if (!held || known.reuseSince === "never" || held.assignedAt < known.reuseSince) return undefined;
  if (request.idempotency) plan.records.push({ ...request.idempotency, assignmentId: held.id });
  return success(assigned(request, held, "reused", known.now));
}

/** Has the request wait for a code of the queue: a new one, or that of the same recipient further up. */
function claimFor(
  request: PreparedRequest,
  known: KnownFacts,
  claimIndexes: Map<string, number>,
  plan: Plan,
): number {
  const key = request.key.toString("hex");
  const status = known.statuses.get(key);
  // Two names of one person wait for one code.
  const person = status ? String(status.personId) : key;
  const taken = known.reuseSince === "never" ? undefined : claimIndexes.get(person);
  const claimIndex = taken ?? plan.claims.length + 1;
  if (taken === undefined) {
    plan.claims.push({ claimIndex, request, recipientId: status?.recipientId ?? null });
    claimIndexes.set(person, claimIndex);
  }
  plan.pending.push({ request, claimIndex, outcome: taken === undefined ? "new" : "reused" });
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

/** Who asks, for the answer; empty where only the caller knows. */
export function recipientOf({ recipient }: PreparedRequest): string {
  return typeof recipient === "string" ? recipient : "";
}
