import { z } from "zod";

const ofShop = { shopId: z.number().int().positive() };
const ofCampaign = { ...ofShop, campaignId: z.number().int() };

/**
 * Priority of jobs. `urgent`: someone is waiting. `bulk`: may take minutes, and has its own workers
 * so the others never wait for it.
 */
export type JobPriority = "urgent" | "normal" | "bulk";

/**
 * All background jobs with payload schema, attempts and priority. Payloads contain IDs, never data:
 * a job reads the current state when it runs.
 */
export const jobCatalogue = {
  "import-codes": {
    payload: z.strictObject({ ...ofShop, batchId: z.number().int() }),
    attempts: 25,
    priority: "bulk",
  },
  "undo-import": {
    payload: z.strictObject({
      ...ofShop,
      batchId: z.number().int(),
      // Whether assigned codes stay. Otherwise a single one of them stops the undo.
      keepAssigned: z.boolean().default(false),
    }),
    attempts: 25,
    priority: "bulk",
  },
  "count-campaign-recipients": {
    payload: z.strictObject(ofCampaign),
    attempts: 25,
    priority: "bulk",
  },
  "run-campaign": { payload: z.strictObject(ofCampaign), attempts: 25, priority: "bulk" },
  "drop-campaign": { payload: z.strictObject(ofCampaign), attempts: 25, priority: "bulk" },
  "delete-pool-codes": {
    payload: z.strictObject({ ...ofShop, poolId: z.number().int() }),
    attempts: 25,
    priority: "bulk",
  },
  "replenish-pool": {
    payload: z.strictObject({ ...ofShop, poolId: z.number().int() }),
    attempts: 25,
    priority: "bulk",
  },
  "upload-codes": { payload: z.strictObject(ofShop), attempts: 25, priority: "bulk" },
  "mark-for-upload": {
    payload: z.strictObject({ ...ofShop, poolId: z.number().int() }),
    attempts: 25,
    priority: "bulk",
  },
  "void-superseded-codes": {
    payload: z.strictObject({ ...ofShop, poolId: z.number().int() }),
    attempts: 25,
    priority: "bulk",
  },
  "check-sample": {
    payload: z.strictObject({ ...ofShop, poolId: z.number().int() }),
    attempts: 5,
    priority: "normal",
  },
  "start-nightly-reconciliations": { payload: z.unknown(), attempts: 1, priority: "normal" },
  "run-reconciliation": {
    payload: z.strictObject({ ...ofShop, checkId: z.number().int() }),
    attempts: 25,
    priority: "bulk",
  },
  "repair-differences": {
    payload: z.strictObject({
      ...ofShop,
      checkId: z.number().int(),
      kind: z.enum(["missing", "unknown", "inactive"]),
      repair: z.enum(["upload", "import", "remove", "pause", "ignore"]),
      actor: z.string(),
    }),
    attempts: 25,
    priority: "bulk",
  },
  "sweep-supply": { payload: z.unknown(), attempts: 1, priority: "normal" },
  "write-guard": { payload: z.strictObject(ofShop), attempts: 25, priority: "urgent" },
  "sweep-guards": { payload: z.unknown(), attempts: 1, priority: "normal" },
  "upload-urgent-codes": {
    payload: z.strictObject({ ...ofShop, poolId: z.number().int() }),
    attempts: 25,
    priority: "urgent",
  },
  "reissue-codes": {
    payload: z.strictObject({ ...ofShop, poolId: z.number().int() }),
    attempts: 25,
    priority: "urgent",
  },
  "write-customer-codes": { payload: z.strictObject(ofShop), attempts: 25, priority: "normal" },
  "sweep-bindings": { payload: z.unknown(), attempts: 1, priority: "normal" },
  "remove-codes": { payload: z.strictObject(ofShop), attempts: 25, priority: "bulk" },
  "expire-codes": { payload: z.unknown(), attempts: 1, priority: "urgent" },
  "raise-alerts": { payload: z.unknown(), attempts: 1, priority: "normal" },
  "send-alert-mail": {
    payload: z.strictObject({
      ...ofShop,
      poolId: z.number().int(),
      kind: z.string(),
      also: z.array(z.string()).default([]),
      day: z.iso.date(),
    }),
    attempts: 10,
    priority: "urgent",
  },
  "apply-orders": { payload: z.strictObject(ofShop), attempts: 25, priority: "urgent" },
  "read-order": {
    payload: z.strictObject({ ...ofShop, orderId: z.string() }),
    attempts: 25,
    priority: "normal",
  },
  "reconcile-orders": { payload: z.strictObject(ofShop), attempts: 25, priority: "bulk" },
  "reconcile-shops": { payload: z.unknown(), attempts: 1, priority: "normal" },
  "sweep-ledgers": { payload: z.unknown(), attempts: 1, priority: "normal" },
  "assign-replacements": { payload: z.unknown(), attempts: 1, priority: "urgent" },
  "change-codes": {
    payload: z.strictObject({ ...ofShop, changeId: z.number().int() }),
    attempts: 25,
    priority: "bulk",
  },
  "sweep-code-changes": { payload: z.unknown(), attempts: 1, priority: "normal" },
  "sweep-imports": { payload: z.unknown(), attempts: 1, priority: "normal" },
  "sweep-campaigns": { payload: z.unknown(), attempts: 1, priority: "normal" },
  "drop-old-uploads": { payload: z.unknown(), attempts: 1, priority: "bulk" },
  // Customers are named by the keyed hashes that they are found by, never by their addresses.
  "erase-customer": {
    payload: z.strictObject({
      ...ofShop,
      keys: z.array(z.string()),
      // Orders of the customer, by the platform's ids.
      orders: z.array(z.string()).default([]),
    }),
    attempts: 25,
    priority: "bulk",
  },
  "export-customer": {
    payload: z.strictObject({
      ...ofShop,
      keys: z.array(z.string()),
      requestId: z.string(),
      customerId: z.string().nullable(),
    }),
    attempts: 25,
    priority: "bulk",
  },
  "link-customers": { payload: z.strictObject(ofShop), attempts: 25, priority: "normal" },
  "sweep-customer-links": { payload: z.unknown(), attempts: 1, priority: "normal" },
  "reencrypt-data": { payload: z.unknown(), attempts: 1, priority: "bulk" },
  "refresh-discount": {
    payload: z.strictObject({ ...ofShop, discountId: z.number().int() }),
    attempts: 10,
    priority: "normal",
  },
  "remove-placeholder-code": {
    payload: z.strictObject({ ...ofShop, creation: z.string() }),
    attempts: 25,
    priority: "normal",
  },
  "refresh-shop": { payload: z.strictObject(ofShop), attempts: 10, priority: "normal" },
  "refresh-shops": { payload: z.unknown(), attempts: 1, priority: "normal" },
  "confirm-uninstall": { payload: z.strictObject(ofShop), attempts: 25, priority: "normal" },
  "erase-shop": { payload: z.strictObject(ofShop), attempts: 25, priority: "bulk" },
  "drop-old-receipts": { payload: z.unknown(), attempts: 1, priority: "bulk" },
} as const satisfies Record<
  string,
  { payload: z.ZodType; attempts: number; priority: JobPriority }
>;

export type JobName = keyof typeof jobCatalogue;
export type JobPayload<Name extends JobName> = z.infer<(typeof jobCatalogue)[Name]["payload"]>;
