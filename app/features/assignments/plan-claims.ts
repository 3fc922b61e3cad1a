import type { PoolInactive } from "../../core/failures";
import { failure, success } from "../../core/result";
import { type AssignAnswer, type AssignedCode, assignmentState } from "./assignment";
import type { Ask } from "./prepare-asks.server";
import type { EarlierAnswer, Standing, StoredAssignment } from "./read-standing.server";

/** What is known when the asks of one pool are decided. */
export interface Knowledge {
  now: Date;
  /** By request key. */
  earlier: Map<string, EarlierAnswer>;
  /** By recipient key, in hex. */
  standings: Map<string, Standing>;
  /** Set when the pool hands nothing out. */
  closed: PoolInactive | null;
  /** A code that the recipient got at this moment or later is given again. */
  reuseSince: Date | "never";
}

/** A code to be taken from the line. Slots count from 1, in the order of the asks. */
interface Claim {
  slot: number;
  ask: Ask;
  /** Null: the shop does not know this recipient yet, or by a hash only. */
  recipientId: number | null;
}

/** A request key to be remembered, with the assignment that answers it: one that exists or one to come. */
type Remembering = { key: string; fingerprint: Buffer } & (
  | { assignmentId: number }
  | { slot: number }
);

/** An ask that a slot answers. Two asks for one recipient may wait for the same one. */
interface Waiting {
  ask: Ask;
  slot: number;
  outcome: AssignedCode["outcome"];
}

export interface Plan {
  /** By place in the caller's list. */
  answers: Map<number, AssignAnswer>;
  claims: Claim[];
  waiting: Waiting[];
  rememberings: Remembering[];
}

/** Decides, ask by ask, who is answered from what is known and who takes a code from the line. */
export function planClaims(asks: readonly Ask[], known: Knowledge): Plan {
  const plan: Plan = { answers: new Map(), claims: [], waiting: [], rememberings: [] };
  const slots = new Map<string, number>();
  const requests = new Map<string, { ask: Ask; slot: number | null }>();
  for (const ask of asks) {
    const answer = earlierAnswer(ask, known) ?? sameRequest(ask, requests, plan);
    if (answer === "waits") continue;
    const decided = answer ?? answerFromStanding(ask, known, plan);
    const slot = decided ? null : takeSlot(ask, known, slots, plan);
    if (decided) plan.answers.set(ask.index, decided);
    if (ask.request && !answer) requests.set(ask.request.key, { ask, slot });
  }
  return plan;
}

/** The answer that the ask's request key got before; undefined when the key is new. */
function earlierAnswer(ask: Ask, { earlier, now }: Knowledge): AssignAnswer | undefined {
  const before = ask.request && earlier.get(ask.request.key);
  if (!ask.request || !before) return undefined;
  if (!before.fingerprint.equals(ask.request.fingerprint)) {
    return failure({ kind: "request_key_reused" });
  }
  if (!before.assignment) return failure({ kind: "code_not_found" });
  return success(assigned(ask, before.assignment, "replayed", now));
}

/** The same request key further up in this very list: the same answer, or the same wait. */
function sameRequest(
  ask: Ask,
  requests: Map<string, { ask: Ask; slot: number | null }>,
  plan: Plan,
): AssignAnswer | "waits" | undefined {
  const twin = ask.request && requests.get(ask.request.key);
  if (!ask.request || !twin) return undefined;
  if (!twin.ask.request?.fingerprint.equals(ask.request.fingerprint)) {
    return failure({ kind: "request_key_reused" });
  }
  if (twin.slot === null) return plan.answers.get(twin.ask.index);
  plan.waiting.push({ ask, slot: twin.slot, outcome: "replayed" });
  return "waits";
}

/** A refusal, or the code that the recipient holds already; undefined when a code is to be claimed. */
function answerFromStanding(ask: Ask, known: Knowledge, plan: Plan): AssignAnswer | undefined {
  if (known.closed) return failure(known.closed);
  const standing = known.standings.get(ask.key.toString("hex"));
  if (standing?.blocked) return failure({ kind: "recipient_blocked" });
  const held = standing?.held;
  if (!held || known.reuseSince === "never" || held.assignedAt < known.reuseSince) return undefined;
  if (ask.request) plan.rememberings.push({ ...ask.request, assignmentId: held.id });
  return success(assigned(ask, held, "reused", known.now));
}

/** Lets the ask wait for a code of the line: a new one, or that of the same recipient further up. */
function takeSlot(ask: Ask, known: Knowledge, slots: Map<string, number>, plan: Plan): number {
  const key = ask.key.toString("hex");
  const standing = known.standings.get(key);
  // Two names of one person wait for one code.
  const person = standing ? String(standing.personId) : key;
  const taken = known.reuseSince === "never" ? undefined : slots.get(person);
  const slot = taken ?? plan.claims.length + 1;
  if (taken === undefined) {
    plan.claims.push({ slot, ask, recipientId: standing?.recipientId ?? null });
    slots.set(person, slot);
  }
  plan.waiting.push({ ask, slot, outcome: taken === undefined ? "new" : "reused" });
  if (ask.request) plan.rememberings.push({ ...ask.request, slot });
  return slot;
}

function assigned(
  ask: Ask,
  { releasedAt, codeState, ...stored }: StoredAssignment,
  outcome: AssignedCode["outcome"],
  now: Date,
): AssignedCode {
  const state = assignmentState({ releasedAt, codeState, expiresAt: stored.expiresAt }, now);
  return { ...stored, recipient: recipientOf(ask), state, outcome };
}

/** Who asks, for the answer; empty where only the caller knows. */
export function recipientOf({ recipient }: Ask): string {
  return typeof recipient === "string" ? recipient : "";
}
