import type { Sandbox } from "../sandbox";
import type { Fault, FaultKind } from "./fault";
import { strikes } from "./strikes";

export type FaultArea = "graphql" | "oauth" | "webhook" | "mail" | "proxy";

/**
 * Returns the fault of one of these kinds that occurs here, if any, and counts down its `times`.
 * `shop` is the domain of the affected shop.
 */
export function takeFault(
  sandbox: Sandbox,
  shop: string | null,
  area: FaultArea,
  names: readonly string[],
  kinds?: readonly FaultKind[],
): Fault | undefined {
  const { world } = sandbox;
  const fits = new Set([area, ...names.map((name) => `${area}:${name}`)]);
  const fault = world.faults.find(
    (fault) =>
      fits.has(fault.match) &&
      (fault.shop === null || fault.shop === shop) &&
      (!kinds || kinds.includes(fault.kind)) &&
      strikes(fault, fault.rate),
  );
  if (fault?.times != null) {
    fault.times -= 1;
    if (fault.times <= 0) world.faults.splice(world.faults.indexOf(fault), 1);
  }
  return fault;
}
