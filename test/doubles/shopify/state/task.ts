/** Work scheduled by the sandbox's clock. Plain data, so it survives a restart. */
export type Task = { id: string; dueAt: number } & TaskWork;

export type TaskWork =
  | { kind: "create-codes"; shop: string; creationId: string }
  | { kind: "run-job"; shop: string; jobId: string }
  | { kind: "count-usage"; shop: string; discountId: string; codeId: string }
  | { kind: "webhook-attempt"; deliveryId: string }
  | { kind: "shop-redact"; shop: string };
