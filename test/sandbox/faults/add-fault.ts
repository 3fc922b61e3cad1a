import type { Sandbox } from "../sandbox";
import { nextNumber } from "../state/next-number";
import type { Fault, FaultKind } from "./fault";

/** Which misbehaviour exists where; an order that could never strike is a mistake of the test. */
const KINDS_OF_AREA: Readonly<Record<string, readonly FaultKind[]>> = {
  graphql: ["5xx", "timeout", "throttle", "lost-answer"],
  oauth: ["5xx", "timeout", "throttle", "lost-answer"],
  webhook: ["repeat", "reorder", "delay", "drop"],
  mail: ["5xx"],
};

export interface FaultOrder {
  match?: string;
  kind?: string;
  times?: number | null;
  rate?: number;
  delayMs?: number;
}

/** Orders a fault. Nothing, when there is no such fault. */
export function addFault(sandbox: Sandbox, order: FaultOrder): Fault | undefined {
  const { match = "", times = null, rate = 1, delayMs = 60_000 } = order;
  const area = match.split(":")[0] ?? "";
  const kind = KINDS_OF_AREA[area]?.find((one) => one === order.kind);
  if (!kind) return undefined;
  const fault: Fault = { id: nextNumber(sandbox.world), match, kind, times, rate, delayMs };
  sandbox.world.faults.push(fault);
  return fault;
}
