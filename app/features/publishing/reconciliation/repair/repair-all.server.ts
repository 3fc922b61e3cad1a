import type { ShopContext } from "../../../../core/ids";
import type { Services } from "../../../../services.server";
import { repairStep, type Step } from "./repair-step.server";

/** Repairs all differences of a kind, step by step. Idempotent. Throws when `signal` is aborted. */
export async function repairAll(
  services: Services,
  shop: ShopContext,
  step: Omit<Step, "ids">,
  signal: AbortSignal,
): Promise<void> {
  for (let repaired = 1; repaired > 0; ) {
    signal.throwIfAborted();
    repaired = await repairStep(services, shop, { ...step, ids: null });
  }
}
