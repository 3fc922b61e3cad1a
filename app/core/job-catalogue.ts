import { z } from "zod";

const ofShop = { shopId: z.number().int().positive() };
const ofCampaign = { ...ofShop, campaignId: z.number().int() };

/**
 * Every background job: what its payload looks like and how often it is tried. Payloads carry ids,
 * never data: a job reads what is true when it runs.
 */
export const jobCatalogue = {
  "import-codes": {
    payload: z.strictObject({ ...ofShop, batchId: z.number().int() }),
    attempts: 25,
  },
  "undo-import": {
    payload: z.strictObject({ ...ofShop, batchId: z.number().int() }),
    attempts: 25,
  },
  "read-campaign": { payload: z.strictObject(ofCampaign), attempts: 25 },
  "run-campaign": { payload: z.strictObject(ofCampaign), attempts: 25 },
  "drop-campaign": { payload: z.strictObject(ofCampaign), attempts: 25 },
  "delete-pool-codes": {
    payload: z.strictObject({ ...ofShop, poolId: z.number().int() }),
    attempts: 25,
  },
  "refill-pool": {
    payload: z.strictObject({ ...ofShop, poolId: z.number().int() }),
    attempts: 25,
  },
  "upload-codes": { payload: z.strictObject(ofShop), attempts: 25 },
  "mark-for-upload": {
    payload: z.strictObject({ ...ofShop, poolId: z.number().int() }),
    attempts: 25,
  },
  "void-outdated-codes": {
    payload: z.strictObject({ ...ofShop, poolId: z.number().int() }),
    attempts: 25,
  },
  "start-drift-checks": { payload: z.unknown(), attempts: 1 },
  "check-drift": {
    payload: z.strictObject({ ...ofShop, checkId: z.number().int() }),
    attempts: 25,
  },
  "repair-drift": {
    payload: z.strictObject({
      ...ofShop,
      checkId: z.number().int(),
      kind: z.enum(["missing", "unknown", "inactive"]),
      repair: z.enum(["upload", "adopt", "remove", "pause", "leave"]),
      actor: z.string(),
    }),
    attempts: 25,
  },
  "tend-supply": { payload: z.unknown(), attempts: 1 },
  "upload-urgent-codes": {
    payload: z.strictObject({ ...ofShop, poolId: z.number().int() }),
    attempts: 25,
  },
  "reissue-codes": {
    payload: z.strictObject({ ...ofShop, poolId: z.number().int() }),
    attempts: 25,
  },
  "remove-codes": { payload: z.strictObject(ofShop), attempts: 25 },
  "expire-codes": { payload: z.unknown(), attempts: 1 },
  "raise-alerts": { payload: z.unknown(), attempts: 1 },
  "send-alert-mail": {
    payload: z.strictObject({
      ...ofShop,
      poolId: z.number().int(),
      kind: z.string(),
      day: z.iso.date(),
    }),
    attempts: 10,
  },
  "settle-orders": { payload: z.strictObject(ofShop), attempts: 25 },
  "read-order": { payload: z.strictObject({ ...ofShop, orderId: z.string() }), attempts: 25 },
  "reconcile-orders": { payload: z.strictObject(ofShop), attempts: 25 },
  "reconcile-shops": { payload: z.unknown(), attempts: 1 },
  "wake-ledgers": { payload: z.unknown(), attempts: 1 },
  "give-replacements": { payload: z.unknown(), attempts: 1 },
  "drop-old-uploads": { payload: z.unknown(), attempts: 1 },
  // Customers are named by the keyed hashes that they are found by, never by their addresses.
  "erase-customer": {
    payload: z.strictObject({
      ...ofShop,
      keys: z.array(z.string()),
      // Orders of the customer, by the platform's ids.
      orders: z.array(z.string()).default([]),
    }),
    attempts: 25,
  },
  "export-customer": {
    payload: z.strictObject({
      ...ofShop,
      keys: z.array(z.string()),
      requestId: z.string(),
      customerId: z.string().nullable(),
    }),
    attempts: 25,
  },
  "link-customer": {
    payload: z.strictObject({ ...ofShop, customer: z.string(), address: z.string() }),
    attempts: 25,
  },
  "refresh-discount": {
    payload: z.strictObject({ ...ofShop, discountId: z.number().int() }),
    attempts: 10,
  },
  "remove-first-code": {
    payload: z.strictObject({ ...ofShop, creation: z.string() }),
    attempts: 25,
  },
  "erase-shop": { payload: z.strictObject(ofShop), attempts: 25 },
  "drop-old-receipts": { payload: z.unknown(), attempts: 1 },
} as const satisfies Record<string, { payload: z.ZodType; attempts: number }>;

export type JobName = keyof typeof jobCatalogue;
export type JobPayload<Name extends JobName> = z.infer<(typeof jobCatalogue)[Name]["payload"]>;
