import type { Sandbox } from "../sandbox";
import { attemptDelivery } from "../webhooks/attempt-delivery";
import { sendShopRedact } from "../webhooks/send-shop-redact";
import type { Task } from "./task";

export async function runTask(sandbox: Sandbox, task: Task): Promise<void> {
  switch (task.kind) {
    case "webhook-attempt":
      return attemptDelivery(sandbox, task.deliveryId);
    case "shop-redact":
      return sendShopRedact(sandbox, task.shop);
  }
}
