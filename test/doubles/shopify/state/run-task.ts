import { continueCreation } from "../discounts/codes/continue-creation";
import { countUsage } from "../discounts/codes/record-use";
import { runJob } from "../jobs/run-job";
import type { Sandbox } from "../sandbox";
import { attemptDelivery } from "../webhooks/attempt-delivery";
import { sendShopRedact } from "../webhooks/send-shop-redact";
import type { Task } from "./task";

export async function runTask(sandbox: Sandbox, task: Task): Promise<void> {
  switch (task.kind) {
    case "webhook-attempt":
      return attemptDelivery(sandbox, task.deliveryId);
    case "create-codes":
      return continueCreation(sandbox, task.shop, task.creationId);
    case "run-job":
      return runJob(sandbox, task.shop, task.jobId);
    case "count-usage":
      return countUsage(sandbox, task.shop, task.discountId, task.codeId);
    case "shop-redact":
      return sendShopRedact(sandbox, task.shop);
  }
}
