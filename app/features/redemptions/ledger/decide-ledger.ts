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
import { figuresOf, sumFigures, takenBack } from "./order-figures";

interface Books {
  codes: Map<number, LedgerCode>;
  codesByKey: Map<string, LedgerCode>;
  assignments: Map<number, LedgerAssignment>;
  byOrder: Map<string, Map<number, Redemption>>;
  byCode: Map<number, Map<string, Redemption>>;
  shared: Map<string, number>;
}

/**
 * Brings the ledger to the newest known states of orders. It follows from those states alone: which
 * of the platform's events told of them, how often and in what order, makes no difference.
 */
export function decideLedger(known: LedgerFacts): LedgerChange {
  const books = openBooks(known);
  const before = new Map(known.redemptions.map((row) => [rowKey(row), row]));
  const changed = new Map<string, Redemption>();
  const counted: LedgerChange["counted"] = [];
  const replacements = new Map<number, NewReplacement>();
  for (const order of known.orders) {
    for (const row of decideOrder(order, books)) {
      enter(books, row);
      changed.set(rowKey(row), row);
      const replacement = replacementFor(row, books);
      if (replacement && !replacements.has(replacement.assignmentId)) {
        replacements.set(replacement.assignmentId, replacement);
      }
    }
    const rows = [...(books.byOrder.get(order.id)?.values() ?? [])];
    const figures = figuresOf(order, rows, books.assignments, known.timeZone);
    counted.push({ orderId: order.id, figures });
  }
  const touched = new Set([...changed.values()].map(({ codeId }) => codeId));
  const moves = [...touched].flatMap((codeId) => decideMove(codeId, books, known.now) ?? []);
  return {
    redemptions: [...changed.values()],
    moves,
    uses: usesOf([...changed.values()], before, books),
    replacements: [...replacements.values()],
    counted,
    figures: sumFigures([
      ...known.orders.flatMap((order) => takenBack(order.counted)),
      ...counted.flatMap(({ figures }) => figures),
    ]),
    news: newsOf([...changed.values()], before, moves),
  };
}

function openBooks(known: LedgerFacts): Books {
  const books: Books = {
    codes: new Map(known.codes.map((code) => [code.id, code])),
    codesByKey: new Map(known.codes.map((code) => [code.key, code])),
    assignments: new Map(known.assignments.map((assignment) => [assignment.id, assignment])),
    byOrder: new Map(),
    byCode: new Map(),
    shared: known.shared,
  };
  for (const row of known.redemptions) enter(books, row);
  return books;
}

function enter(books: Books, row: Redemption): void {
  const ofOrder = books.byOrder.get(row.orderId) ?? new Map<number, Redemption>();
  books.byOrder.set(row.orderId, ofOrder.set(row.codeId, row));
  const ofCode = books.byCode.get(row.codeId) ?? new Map<string, Redemption>();
  books.byCode.set(row.codeId, ofCode.set(row.orderId, row));
}

function rowKey({ orderId, codeId }: Redemption): string {
  return `${codeId}/${orderId}`;
}

/** The order's redemptions as they are to be, those of codes that it carries no more included. */
function decideOrder(order: LedgerOrder, books: Books): Redemption[] {
  const before = books.byOrder.get(order.id) ?? new Map<number, Redemption>();
  const carried = new Map<number, string>();
  for (const { key, amount } of order.codes) {
    const code = books.codesByKey.get(key);
    if (code) carried.set(code.id, addDecimals(carried.get(code.id) ?? "0", amount));
  }
  const rows = [...carried].map(([codeId, amount]) => {
    const row = before.get(codeId) ?? firstSeen(order, codeId, books);
    const buyer = judge(order, row, books);
    const now = { ...row, amount, buyer, removed: false };
    return { ...now, reversal: isReversed(order) ? (row.reversal ?? reverse(now, books)) : null };
  });
  const gone = [...before.values()]
    .filter(({ codeId }) => !carried.has(codeId))
    .map((row) => ({ ...row, removed: true, reversal: null }));
  return [...rows, ...gone];
}

function firstSeen(order: LedgerOrder, codeId: number, { codes, shared }: Books): Redemption {
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

function judge(order: LedgerOrder, row: Redemption, { codes, assignments }: Books) {
  // Whoever was not given a shared code may use it all the same.
  if (codes.get(row.codeId)?.shared) {
    return row.assignmentId === null ? ("unknown" as const) : ("recipient" as const);
  }
  const assignment = row.assignmentId === null ? undefined : assignments.get(row.assignmentId);
  return matchBuyer(order, assignment);
}

/** What is done with the code of an order that is reversed: the pool's policy, as far as it can be. */
function reverse(row: Redemption, { codes }: Books): CancelPolicy {
  const code = codes.get(row.codeId);
  const isTheirs = code && code.holderId !== null && code.holderId === row.assignmentId;
  if (!isTheirs || row.codeWas === "voided") return "keep";
  return code.policy === "restore" && !code.usableAgain ? "reissue" : code.policy;
}

function replacementFor(row: Redemption, { codes }: Books): NewReplacement | undefined {
  const { assignmentId, poolId, orderId } = row;
  if (row.reversal !== "reissue" || assignmentId === null) return undefined;
  const insteadOfRestore = codes.get(row.codeId)?.policy === "restore";
  return { assignmentId, poolId, orderId, insteadOfRestore };
}

/** A code is redeemed while an order has used it up; otherwise it is what it would be without that order. */
function decideMove(codeId: number, books: Books, now: Date): CodeTransition | undefined {
  const code = books.codes.get(codeId);
  if (!code || code.shared) return undefined;
  const rows = [...(books.byCode.get(codeId)?.values() ?? [])];
  const usesUp = rows.some(({ removed, reversal }) => !removed && reversal !== "restore");
  const used = usesUp || code.usedElsewhere;
  if (used === (code.state === "redeemed")) return undefined;
  const move = { codeId, poolId: code.poolId, from: code.state };
  if (used) return { ...move, to: "redeemed", expiresAt: null };
  // Not used and not redeemed: what became of the code since is not the orders' business.
  if (code.wasVoided || rows.some(({ codeWas }) => codeWas === "voided")) {
    return { ...move, to: "voided", expiresAt: null };
  }
  const holder = code.holderId === null ? undefined : books.assignments.get(code.holderId);
  const expiresAt = code.holderId === null ? code.outAt : (holder?.expiresAt ?? null);
  const past = expiresAt !== null && expiresAt <= now;
  const back = code.holderId === null ? "available" : "assigned";
  return { ...move, to: past ? "expired" : back, expiresAt };
}

function usesOf(
  rows: readonly Redemption[],
  before: ReadonlyMap<string, Redemption>,
  { codes }: Books,
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

function newsOf(
  rows: Redemption[],
  before: Map<string, Redemption>,
  moves: CodeTransition[],
): LedgerChange["news"] {
  const news = new Map<number, LedgerChange["news"][number]>();
  const of = (poolId: number) => {
    const known = news.get(poolId) ?? { poolId, leaked: 0, restored: 0 };
    news.set(poolId, known);
    return known;
  };
  for (const row of rows) {
    if (row.buyer === "other" && before.get(rowKey(row))?.buyer !== "other") {
      of(row.poolId).leaked += 1;
    }
  }
  for (const { poolId, from, to } of moves) {
    if (from === "redeemed" && to === "assigned") of(poolId).restored += 1;
  }
  return [...news.values()];
}
