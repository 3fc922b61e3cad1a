import type { Sandbox } from "../sandbox";
import { findShop } from "../shops/find-shop";
import { nextNumber } from "../state/next-number";
import type { Fault, FaultKind } from "./fault";

/** The kinds of faults by area. A fault that could never occur is a mistake in the test. */
const KINDS_OF_AREA: Readonly<Record<string, readonly FaultKind[]>> = {
  graphql: ["5xx", "timeout", "throttle", "lost-answer", "delay"],
  oauth: ["5xx", "timeout", "throttle", "lost-answer", "no-lifetime"],
  webhook: ["repeat", "reorder", "delay", "drop"],
  mail: ["5xx"],
  proxy: [
    "no-signature",
    "wrong-signature",
    "old-timestamp",
    "repeated-keys",
    "foreign-shop",
    "unknown-customer",
  ],
  // Background work has few kinds.
  "graphql:discountRedeemCodeBulkAdd": ["refuse-codes", "never-done"],
  "graphql:discountCodeRedeemCodeBulkDelete": ["never-done"],
  "graphql:discountCodeBulkActivate": ["never-done"],
  "graphql:discountCodeBulkDeactivate": ["never-done"],
  "graphql:discountCodeBulkDelete": ["never-done"],
};

export type FaultOrder = Partial<Omit<Fault, "id" | "drawn" | "kind">> & { kind?: string };

/** Adds a fault. Returns undefined if there is no such fault. */
export function addFault(sandbox: Sandbox, order: FaultOrder): Fault | undefined {
  const { match = "", rate = 1, share, shop = null } = order;
  const area = match.split(":")[0] ?? "";
  const kinds = [...(KINDS_OF_AREA[area] ?? []), ...(KINDS_OF_AREA[match] ?? [])];
  const kind = kinds.find((kind) => kind === order.kind);
  if (!kind || !isShare(rate) || (share !== undefined && !isShare(share))) return undefined;
  // Mail doesn't belong to a shop.
  if (shop !== null && (area === "mail" || !findShop(sandbox, shop))) return undefined;
  const fault: Fault = {
    id: nextNumber(sandbox.world),
    match,
    kind,
    shop,
    times: order.times ?? null,
    rate,
    seed: order.seed ?? null,
    drawn: 0,
    delayMs: order.delayMs ?? 60_000,
    codes: order.codes ?? null,
    share: share ?? (kind === "never-done" ? 0.5 : 1),
    message: order.message ?? "is not allowed",
  };
  sandbox.world.faults.push(fault);
  return fault;
}

const isShare = (value: number): boolean => value >= 0 && value <= 1;
