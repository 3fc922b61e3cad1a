import { randomUUID } from "node:crypto";
import { now } from "../clock/now";
import { takeFault } from "../faults/take-fault";
import type { Sandbox } from "../sandbox";
import { addTask } from "../state/add-task";
import { nextNumber } from "../state/next-number";
import type { Delivery } from "./delivery";
import { decideDelivery } from "./delivery-plan";
import { deliveryTotals, finishDelivery } from "./finish-delivery";

// Long enough that a simultaneous webhook without delay arrives first.
const REORDER_DELAY_MS = 2000;

/** Schedules a delivery with its faults. */
export function dispatchDelivery(sandbox: Sandbox, delivery: Delivery): void {
  keep(sandbox, delivery);
  const fault = takeFault(sandbox, delivery.shop, "webhook", [delivery.topic]);
  const fate = decideDelivery(sandbox.world.deliveryPlan, delivery.topic);
  if (fault?.kind === "drop" || fate.drop) {
    finishDelivery(sandbox, delivery, "dropped");
    return;
  }
  const wait = fault?.kind === "delay" ? fault.delayMs : 0;
  const behind = fault?.kind === "reorder" ? REORDER_DELAY_MS : 0;
  const dueAt = now(sandbox) + wait + behind + fate.waitMs;
  send(sandbox, delivery, dueAt);
  if (fault?.kind === "repeat" || fate.repeat === "same-webhook") send(sandbox, delivery, dueAt);
  if (fate.repeat === "new-webhook") {
    const again: Delivery = {
      ...delivery,
      id: nextNumber(sandbox.world),
      webhookId: randomUUID(),
      attempts: [],
    };
    keep(sandbox, again);
    send(sandbox, again, dueAt);
  }
}

function keep(sandbox: Sandbox, delivery: Delivery): void {
  sandbox.world.deliveries[delivery.id] = delivery;
  deliveryTotals(sandbox, delivery.topic).created += 1;
}

const send = (sandbox: Sandbox, { id }: Delivery, dueAt: number): void =>
  addTask(sandbox, dueAt, { kind: "webhook-attempt", deliveryId: id });
