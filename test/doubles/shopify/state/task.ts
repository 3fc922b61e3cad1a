/** Work that happens at a time of the sandbox's clock. Data, so that it survives a restart. */
export type Task = { id: string; dueAt: number } & TaskWork;

export type TaskWork =
  | { kind: "create-codes"; shop: string; creationId: string }
  | { kind: "run-job"; shop: string; jobId: string }
  | { kind: "count-usage"; shop: string; discountId: string; codeId: string }
  | { kind: "webhook-attempt"; deliveryId: string }
  | { kind: "shop-redact"; shop: string };
