import { now } from "../clock/now";
import type { Sandbox } from "../sandbox";
import { addTask } from "../state/add-task";

/** Sends a webhook again with the same IDs, as Shopify may do at any time. */
export function resendDelivery(sandbox: Sandbox, deliveryId: string): boolean {
  const known = sandbox.world.deliveries[deliveryId] !== undefined;
  if (known) addTask(sandbox, now(sandbox), { kind: "webhook-attempt", deliveryId });
  return known;
}
