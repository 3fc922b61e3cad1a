import { addDecimals } from "../../../core/decimal";
import type { CancelPolicy } from "../../pools/pool";
import { isReversed } from "../orders/order-state";
import type {
  CodeTransition,
  LedgerAssignment,
  LedgerChange,
  LedgerCode,
  LedgerFacts,
  LedgerOrder,
  NewReplacement,
  Redemption,
} from "./ledger";
import { matchBuyer, sharedAssignment } from "./match-buyer";
import { figuresOf, negated, sumFigures } from "./order-figures";

interface LedgerIndex {
  codes: Map<number, LedgerCode>;
  codesByKey: Map<string, LedgerCode>;
  assignments: Map<number, LedgerAssignment>;
  byOrder: Map<string, Map<number, Redemption>>;
  byCode: Map<number, Map<string, Redemption>>;
  shared: Map<string, number>;
}

/**
 * Decides the ledger from the latest known states of orders. The result depends only on those
 * states, not on which webhooks delivered them, how often or in what order.
 */
export function decideLedger(known: LedgerFacts): LedgerChange {
  const index = indexLedger(known);
  const before = new Map(known.redemptions.map((row) => [rowKey(row), row]));
  const changed = new Map<string, Redemption>();
  const counted: LedgerChange["counted"] = [];
  const replacements = new Map<number, NewReplacement>();
  for (const order of known.orders) {
    for (const row of decideOrder(order, index)) {
      addToIndex(index, row);
      changed.set(rowKey(row), row);
      const replacement = replacementFor(row, index);
      if (replacement && !replacements.has(replacement.assignmentId)) {
        replacements.set(replacement.assignmentId, replacement);
      }
    }
    const rows = [...(index.byOrder.get(order.id)?.values() ?? [])];
    const figures = figuresOf(order, rows, index.assignments, known.timeZone);
    counted.push({ orderId: order.id, figures });
  }
  const touched = new Set([...changed.values()].map(({ codeId }) => codeId));
  const transitions = [...touched].flatMap(
    (codeId) => decideTransition(codeId, index, known.now) ?? [],
  );
  return {
    redemptions: [...changed.values()],
    transitions,
    uses: usesOf([...changed.values()], before, index),
    replacements: [...replacements.values()],
    counted,
    figures: sumFigures([
      ...known.orders.flatMap((order) => negated(order.counted)),
      ...counted.flatMap(({ figures }) => figures),
    ]),
    notices: noticesOf([...changed.values()], before, transitions),
  };
}

function indexLedger(known: LedgerFacts): LedgerIndex {
  const index: LedgerIndex = {
    codes: new Map(known.codes.map((code) => [code.id, code])),
    codesByKey: new Map(known.codes.map((code) => [code.key, code])),
    assignments: new Map(known.assignments.map((assignment) => [assignment.id, assignment])),
    byOrder: new Map(),
    byCode: new Map(),
    shared: known.shared,
  };
  for (const row of known.redemptions) addToIndex(index, row);
  return index;
}

function addToIndex(index: LedgerIndex, row: Redemption): void {
  const ofOrder = index.byOrder.get(row.orderId) ?? new Map<number, Redemption>();
  index.byOrder.set(row.orderId, ofOrder.set(row.codeId, row));
  const ofCode = index.byCode.get(row.codeId) ?? new Map<string, Redemption>();
  index.byCode.set(row.codeId, ofCode.set(row.orderId, row));
}

function rowKey({ orderId, codeId }: Redemption): string {
  return `${codeId}/${orderId}`;
}

/** The order's redemptions in their new state, including those of codes it no longer carries. */
function decideOrder(order: LedgerOrder, index: LedgerIndex): Redemption[] {
  const before = index.byOrder.get(order.id) ?? new Map<number, Redemption>();
  const carried = new Map<number, string>();
  for (const { key, amount } of order.codes) {
    const code = index.codesByKey.get(key);
    if (code) carried.set(code.id, addDecimals(carried.get(code.id) ?? "0", amount));
  }
  const rows = [...carried].map(([codeId, amount]) => {
    const row = before.get(codeId) ?? newRedemption(order, codeId, index);
    const buyer = judgeBuyer(order, row, index);
    const now = { ...row, amount, buyer, removed: false };
    return {
      ...now,
      reversal: isReversed(order) ? (row.reversal ?? decideReversal(now, index)) : null,
    };
  });
  const gone = [...before.values()]
    .filter(({ codeId }) => !carried.has(codeId))
    .map((row) => ({ ...row, removed: true, reversal: null }));
  return [...rows, ...gone];
}

function newRedemption(
  order: LedgerOrder,
  codeId: number,
  { codes, shared }: LedgerIndex,
): Redemption {
  const code = codes.get(codeId);
  if (!code) throw new Error(`Code ${codeId} is not known.`);
  return {
    orderId: order.id,
    codeId,
    poolId: code.poolId,
    assignmentId: code.shared ? sharedAssignment(code, order, shared) : code.assignmentId,
    amount: "0",
    buyer: "unknown",
    codeWas: code.state,
    removed: false,
    reversal: null,
  };
}

function judgeBuyer(order: LedgerOrder, row: Redemption, { codes, assignments }: LedgerIndex) {
  // A shared code is for everyone, so a buyer without an assignment isn't code sharing.
  if (codes.get(row.codeId)?.shared) {
    return row.assignmentId === null ? ("unknown" as const) : ("recipient" as const);
  }
  const assignment = row.assignmentId === null ? undefined : assignments.get(row.assignmentId);
  return matchBuyer(order, assignment);
}

/** What happens to the code of a reversed order: the pool's policy, where it's possible. */
function decideReversal(row: Redemption, { codes }: LedgerIndex): CancelPolicy {
  const code = codes.get(row.codeId);
  const isTheirs = code && code.holderId !== null && code.holderId === row.assignmentId;
  if (!isTheirs || row.codeWas === "voided") return "keep";
  return code.policy === "restore" && !code.usableAgain ? "reissue" : code.policy;
}

function replacementFor(row: Redemption, { codes }: LedgerIndex): NewReplacement | undefined {
  const { assignmentId, poolId, orderId } = row;
  if (row.reversal !== "reissue" || assignmentId === null) return undefined;
  const insteadOfRestore = codes.get(row.codeId)?.policy === "restore";
  return { assignmentId, poolId, orderId, insteadOfRestore };
}

/**
 * A code is redeemed while an order uses it up. Otherwise it's in the state it would have without
 * that order.
 */
function decideTransition(
  codeId: number,
  index: LedgerIndex,
  now: Date,
): CodeTransition | undefined {
  const code = index.codes.get(codeId);
  if (!code || code.shared) return undefined;
  const rows = [...(index.byCode.get(codeId)?.values() ?? [])];
  const usesUp = rows.some(({ removed, reversal }) => !removed && reversal !== "restore");
  const used = usesUp || code.usedElsewhere;
  if (used === (code.state === "redeemed")) return undefined;
  const transition = { codeId, poolId: code.poolId, from: code.state };
  if (used) return { ...transition, to: "redeemed", expiresAt: null };
  // Neither used nor redeemed: whatever happened to the code since then stays.
  if (code.wasVoided || rows.some(({ codeWas }) => codeWas === "voided")) {
    return { ...transition, to: "voided", expiresAt: null };
  }
  const holder = code.holderId === null ? undefined : index.assignments.get(code.holderId);
  const expiresAt = code.holderId === null ? code.outAt : (holder?.expiresAt ?? null);
  const past = expiresAt !== null && expiresAt <= now;
  const back = code.holderId === null ? "available" : "assigned";
  return { ...transition, to: past ? "expired" : back, expiresAt };
}

function usesOf(
  rows: readonly Redemption[],
  before: ReadonlyMap<string, Redemption>,
  { codes }: LedgerIndex,
): LedgerChange["uses"] {
  const pools = new Map<number, number>();
  const counts = (row: Redemption | undefined) => (row && !row.removed ? 1 : 0);
  for (const row of rows) {
    const change = counts(row) - counts(before.get(rowKey(row)));
    if (change !== 0 && codes.get(row.codeId)?.shared) {
      pools.set(row.poolId, (pools.get(row.poolId) ?? 0) + change);
    }
  }
  return [...pools].map(([poolId, change]) => ({ poolId, change }));
}

function noticesOf(
  rows: Redemption[],
  before: Map<string, Redemption>,
  transitions: CodeTransition[],
): LedgerChange["notices"] {
  const notices = new Map<number, LedgerChange["notices"][number]>();
  const of = (poolId: number) => {
    const known = notices.get(poolId) ?? { poolId, leaked: 0, restored: 0 };
    notices.set(poolId, known);
    return known;
  };
  for (const row of rows) {
    if (row.buyer === "other" && before.get(rowKey(row))?.buyer !== "other") {
      of(row.poolId).leaked += 1;
    }
  }
  for (const { poolId, from, to } of transitions) {
    if (from === "redeemed" && to === "assigned") of(poolId).restored += 1;
  }
  return [...notices.values()];
}
