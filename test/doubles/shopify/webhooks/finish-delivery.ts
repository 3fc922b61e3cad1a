import type { Sandbox } from "../sandbox";
import type { Delivery, DeliveryTotals } from "./delivery";

const KEPT_DELIVERIES = 500;

/** Records the outcome of a delivery once. Repeats of a delivered webhook change nothing. */
export function finishDelivery(
  sandbox: Sandbox,
  delivery: Delivery,
  state: "delivered" | "failed" | "dropped",
): void {
  if (delivery.state === state) return;
  const { deliveries, finishedDeliveries } = sandbox.world;
  const first = delivery.state === "waiting";
  delivery.state = state;
  deliveryTotals(sandbox, delivery.topic)[state] += 1;
  if (!first) return;
  finishedDeliveries.push(delivery.id);
  while (finishedDeliveries.length > KEPT_DELIVERIES) {
    delete deliveries[finishedDeliveries.shift() ?? ""];
  }
}

export function deliveryTotals({ world }: Sandbox, topic: string): DeliveryTotals {
  const known = world.deliveryTotals[topic];
  if (known) return known;
  const totals = { created: 0, sent: 0, delivered: 0, failed: 0, dropped: 0 };
  world.deliveryTotals[topic] = totals;
  return totals;
}
