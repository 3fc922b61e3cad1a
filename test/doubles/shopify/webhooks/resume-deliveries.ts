import { now } from "../clock/now";
import type { Sandbox } from "../sandbox";
import { addTask } from "../state/add-task";

/** Resumes deliveries that were interrupted when the sandbox stopped. */
export function resumeDeliveries(sandbox: Sandbox): void {
  const planned = new Set(
    sandbox.world.tasks.map((task) => (task.kind === "webhook-attempt" ? task.deliveryId : "")),
  );
  for (const { id, state } of Object.values(sandbox.world.deliveries)) {
    if (state !== "waiting" || planned.has(id)) continue;
    addTask(sandbox, now(sandbox), { kind: "webhook-attempt", deliveryId: id });
  }
}
