import { byteLength, maxMetafieldBytes } from "../rule/config";

/** A code of a person, as it is written to their customer on the platform. */
export interface BoundCode {
  /** The normalized code. */
  code: string;
  poolId: number;
  /** Number of the last day that it can be used, as `dayNumber` counts; 0: no end. */
  lastDay: number;
  /** Higher for a later assignment. */
  assignmentId: number;
  /** It has expired. It stays listed, so checkout can tell its holder. */
  expired: boolean;
}

export interface CustomerCodes {
  /** JSON; null: the person has no code and isn't blocked. */
  value: string | null;
  /** Pools with codes that can be used but had no room, in ascending order. */
  leftOut: number[];
}

/**
 * What is written to a customer: `{"c":{"<code>":[poolId, lastDay]},"x":1}`. If the codes don't fit
 * into `maxBytes`, the ones that have expired are left out first, those that expired first before the
 * others, and then the ones that were assigned first.
 */
export function customerCodes(
  codes: readonly BoundCode[],
  blocked: boolean,
  maxBytes = maxMetafieldBytes,
): CustomerCodes {
  if (codes.length === 0 && !blocked) return { value: null, leftOut: [] };
  const [start, end] = ['{"c":{', blocked ? '},"x":1}' : "}}"];
  const parts: string[] = [];
  const leftOut = new Set<number>();
  let size = start.length + end.length;
  for (const { code, poolId, lastDay, expired } of [...unique(codes)].sort(byImportance)) {
    const part = `${JSON.stringify(code)}:[${poolId},${lastDay}]`;
    size += byteLength(part) + (parts.length > 0 ? 1 : 0);
    if (size > maxBytes) size = Number.POSITIVE_INFINITY;
    else parts.push(part);
    if (size > maxBytes && !expired) leftOut.add(poolId);
  }
  const value = start + parts.join(",") + end;
  return { value, leftOut: [...leftOut].sort((a, b) => a - b) };
}

/** A person may hold a shared code by two identities: the assignment that ends last counts. */
function unique(codes: readonly BoundCode[]): Iterable<BoundCode> {
  const byCode = new Map<string, BoundCode>();
  for (const code of codes) {
    const other = byCode.get(code.code);
    if (!other || endsLater(code, other)) byCode.set(code.code, code);
  }
  return byCode.values();
}

function endsLater(a: BoundCode, b: BoundCode): boolean {
  const difference = endOf(a) - endOf(b);
  return difference === 0 || Number.isNaN(difference)
    ? a.assignmentId > b.assignmentId
    : difference > 0;
}

function byImportance(a: BoundCode, b: BoundCode): number {
  if (a.expired !== b.expired) return a.expired ? 1 : -1;
  if (a.expired && a.lastDay !== b.lastDay) return endOf(b) - endOf(a);
  return b.assignmentId - a.assignmentId;
}

const endOf = ({ lastDay }: BoundCode): number =>
  lastDay === 0 ? Number.POSITIVE_INFINITY : lastDay;
