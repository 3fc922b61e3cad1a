import type { CronItem } from "graphile-worker";
import { reencryptData } from "../database/encryption/reencrypt-data.server";
import { queuePriority } from "../database/enqueue.server";
import { type JobName, type JobPayload, jobCatalogue } from "../database/job-catalogue";
import { sendAlertMail } from "../features/alerts/mail/send-alert-mail.server";
import { raiseAlerts } from "../features/alerts/raise-alerts.server";
import { reissueCodes } from "../features/assignments/reissue-codes.server";
import { dropCampaign } from "../features/campaigns/deletion/drop-campaign.server";
import { countRecipients } from "../features/campaigns/drafting/count-recipients.server";
import { runCampaign } from "../features/campaigns/running/run-campaign.server";
import { sweepCampaigns } from "../features/campaigns/sweep-campaigns.server";
import { changeCodes } from "../features/codes/changing/change-codes.server";
import { sweepCodeChanges } from "../features/codes/changing/sweep-code-changes.server";
import { deletePoolCodes } from "../features/codes/delete-pool-codes.server";
import { expireCodes } from "../features/codes/expire-codes.server";
import { importCodes } from "../features/codes/import/running/import-codes.server";
import { sweepImports } from "../features/codes/import/running/sweep-imports.server";
import { undoImport } from "../features/codes/import/undo/undo-import.server";
import { refreshDiscount } from "../features/discounts/cache/refresh-discount.server";
import { removePlaceholderCode } from "../features/discounts/creation/remove-placeholder-code.server";
import { sweepBindings } from "../features/guard/bindings/sweep-bindings.server";
import { writeCustomerCodes } from "../features/guard/bindings/write-customer-codes.server";
import { sweepGuards } from "../features/guard/discount/sweep-guards.server";
import { writeGuard } from "../features/guard/discount/write-guard.server";
import { dropOldUploads } from "../features/privacy/drop-old-uploads.server";
import { eraseCustomer } from "../features/privacy/erasure/erase-customer.server";
import { eraseShop } from "../features/privacy/erasure/erase-shop.server";
import { exportCustomer } from "../features/privacy/export/export-customer.server";
import { markForUpload } from "../features/publishing/mark-for-upload.server";
import { repairAll } from "../features/publishing/reconciliation/repair/repair-step.server";
import { runReconciliation } from "../features/publishing/reconciliation/run-reconciliation.server";
import { startNightlyReconciliations } from "../features/publishing/reconciliation/start-nightly-reconciliations.server";
import { removeCodes } from "../features/publishing/removal/remove-codes.server";
import { replenishPool } from "../features/publishing/replenishment/replenish-pool.server";
import { voidSupersededCodes } from "../features/publishing/replenishment/void-superseded-codes.server";
import { checkSample } from "../features/publishing/store-check/check-sample.server";
import { sweepSupply } from "../features/publishing/sweep-supply.server";
import { uploadCodes, uploadUrgentCodes } from "../features/publishing/upload/upload-codes.server";
import {
  enqueueCustomerLinks,
  linkCustomers,
} from "../features/recipients/identities/link-customers.server";
import { dropOldMerges } from "../features/recipients/identities/merged-identities.server";
import { sweepLedgers } from "../features/redemptions/enqueue-orders.server";
import { applyOrders } from "../features/redemptions/ledger/apply-orders.server";
import { readOrder } from "../features/redemptions/orders/read-order.server";
import {
  reconcileOrders,
  reconcileShops,
} from "../features/redemptions/reconciliation/reconcile-orders.server";
import { assignReplacements } from "../features/redemptions/replacements/assign-replacements.server";
import { refreshShop, refreshShops } from "../features/shops/refresh-shop.server";
import { confirmUninstall } from "../features/shops/uninstall-shop.server";
import { dropOldReceipts } from "../platform/webhook-receipts.server";
import type { Services } from "../services.server";
import { encryptedTables } from "./encrypted-tables.server";
import { ofShop } from "./of-shop.server";

/** A job that the worker can run. */
export interface Job {
  name: JobName;
  /**
   * Throws what the job throws, and the job is retried. `signal` is aborted when the worker shuts
   * down: a long job then throws at its next safe point.
   */
  run(services: Services, payload: unknown, signal: AbortSignal): Promise<void>;
}

interface JobEntry<Name extends JobName> {
  /** Cron pattern (UTC) of a recurring job. Other jobs are enqueued by a feature. */
  at?: string;
  run(services: Services, payload: JobPayload<Name>, signal: AbortSignal): Promise<unknown>;
}

const everyMinute = "* * * * *";
const everyFiveMinutes = "*/5 * * * *";
const everyTenMinutes = "*/10 * * * *";
const everyQuarter = "*/15 * * * *";

/**
 * Every job. Payloads, attempts and priorities are in the catalogue, which features enqueue from.
 */
const table: { [Name in JobName]: JobEntry<Name> } = {
  "import-codes": {
    run: ofShop((services, shop, { batchId }, signal) =>
      importCodes(services, shop, batchId, signal),
    ),
  },
  "undo-import": {
    run: (services, { shopId, ...undo }) => undoImport(services, { id: shopId }, undo),
  },
  "sweep-imports": { at: everyFiveMinutes, run: sweepImports },
  "drop-old-uploads": { at: "37 3 * * *", run: dropOldUploads },

  "change-codes": {
    run: (services, { shopId, changeId }, signal) =>
      changeCodes(services, { id: shopId }, changeId, signal),
  },
  "sweep-code-changes": { at: everyFiveMinutes, run: sweepCodeChanges },
  "expire-codes": {
    at: everyMinute,
    run: (services, _, signal) => expireCodes(services, signal),
  },
  "delete-pool-codes": {
    run: (services, { shopId, poolId }, signal) =>
      deletePoolCodes(services, { id: shopId }, poolId, signal),
  },

  "replenish-pool": {
    run: (services, { shopId, poolId }, signal) =>
      replenishPool(services, { id: shopId }, poolId, signal),
  },
  "void-superseded-codes": {
    run: (services, { shopId, poolId }, signal) =>
      voidSupersededCodes(services, { id: shopId }, poolId, signal),
  },
  "mark-for-upload": {
    run: (services, { shopId, poolId }, signal) =>
      markForUpload(services, { id: shopId }, poolId, signal),
  },
  "upload-codes": {
    run: ofShop((services, shop, _, signal) => uploadCodes(services, shop, signal)),
  },
  "upload-urgent-codes": {
    run: ofShop((services, shop, { poolId }, signal) =>
      uploadUrgentCodes(services, shop, poolId, signal),
    ),
  },
  "reissue-codes": {
    run: ofShop((services, shop, { poolId }, signal) =>
      reissueCodes(services, shop, poolId, signal),
    ),
  },
  "write-customer-codes": {
    run: ofShop((services, shop, _, signal) => writeCustomerCodes(services, shop, signal)),
  },
  "sweep-bindings": {
    at: everyMinute,
    run: (services, _, signal) => sweepBindings(services, signal),
  },
  "remove-codes": {
    run: ofShop((services, shop, _, signal) => removeCodes(services, shop, signal)),
  },
  "sweep-supply": { at: everyFiveMinutes, run: sweepSupply },
  "check-sample": {
    // Retries only if the platform didn't respond. After lost access, the nightly check looks
    // again.
    run: ofShop(async (services, shop, { poolId }) => {
      const checked = await checkSample(services, shop, poolId, "bulk");
      if (!checked.ok && checked.failure.kind === "platform_unreachable") {
        throw new Error(`The sample was not looked up: ${checked.failure.detail}`);
      }
    }),
  },
  "start-nightly-reconciliations": {
    at: "*/10 2-6 * * *",
    run: (services, _, signal) => startNightlyReconciliations(services, signal),
  },
  "run-reconciliation": {
    run: ofShop((services, shop, { checkId }, signal) =>
      runReconciliation(services, shop, checkId, signal),
    ),
  },
  "repair-differences": {
    run: ofShop((services, shop, { actor, shopId: _, ...step }, signal) =>
      repairAll(services, shop, { ...step, actor: { name: actor } }, signal),
    ),
  },

  "count-campaign-recipients": {
    run: ofShop((services, shop, { campaignId }, signal) =>
      countRecipients(services, shop, campaignId, signal),
    ),
  },
  "run-campaign": {
    run: ofShop((services, shop, { campaignId }, signal) =>
      runCampaign(services, shop, campaignId, signal),
    ),
  },
  "drop-campaign": {
    run: (services, { shopId, campaignId }, signal) =>
      dropCampaign(services, { id: shopId }, campaignId, signal),
  },
  "sweep-campaigns": { at: everyFiveMinutes, run: sweepCampaigns },

  "write-guard": { run: ofShop((services, shop) => writeGuard(services, shop)) },
  "sweep-guards": { at: everyFiveMinutes, run: sweepGuards },

  "read-order": {
    run: ofShop((services, shop, { orderId }) => readOrder(services, shop, orderId)),
  },
  "apply-orders": {
    run: ofShop((services, shop, _, signal) => applyOrders(services, shop, signal)),
  },
  "sweep-ledgers": { at: everyMinute, run: sweepLedgers },
  "assign-replacements": {
    at: everyMinute,
    run: (services, _, signal) => assignReplacements(services, signal),
  },
  "reconcile-orders": {
    run: ofShop((services, shop, _, signal) => reconcileOrders(services, shop, signal)),
  },
  "reconcile-shops": { at: everyQuarter, run: reconcileShops },

  "raise-alerts": {
    at: everyMinute,
    run: (services, _, signal) => raiseAlerts(services, signal),
  },
  "send-alert-mail": { run: sendAlertMail },

  "link-customers": {
    run: (services, { shopId }, signal) => linkCustomers(services, { id: shopId }, signal),
  },
  "sweep-customer-links": { at: everyMinute, run: enqueueCustomerLinks },

  "reencrypt-data": {
    at: everyTenMinutes,
    run: (services, _, signal) => reencryptData(services, encryptedTables, signal),
  },

  "erase-customer": { run: eraseCustomer },
  "export-customer": { run: exportCustomer },
  "erase-shop": { run: eraseShop },
  "confirm-uninstall": { run: confirmUninstall },
  "drop-old-receipts": {
    at: "17 3 * * *",
    // Receipts and merges are kept only while their events may be redelivered or late.
    run: async (services) => {
      await dropOldReceipts(services);
      await dropOldMerges(services);
    },
  },

  "refresh-discount": {
    run: ofShop(async (services, shop, payload) => {
      const read = await refreshDiscount(services, shop, payload);
      if (!read.ok && read.failure.kind === "platform_unreachable") {
        throw new Error(read.failure.detail);
      }
    }),
  },
  "remove-placeholder-code": { run: removePlaceholderCode },
  "refresh-shop": {
    run: ofShop(async (services, shop) => {
      const read = await refreshShop(services, shop);
      if (!read.ok && read.failure.kind !== "platform_denied") {
        throw new Error(read.failure.detail);
      }
    }),
  },
  "refresh-shops": { at: everyQuarter, run: refreshShops },
};

/** Every job by name. */
export const jobs = Object.fromEntries(
  Object.entries(table).map(([name, { run }]) => [name, jobOf(name as JobName, run as never)]),
) as Record<JobName, Job>;

/** A job of the catalogue. It parses its payload before it runs, and throws if that is invalid. */
export function jobOf<Name extends JobName>(name: Name, run: JobEntry<Name>["run"]): Job {
  return {
    name,
    run: async (services, payload, signal) => {
      await run(services, jobCatalogue[name].payload.parse(payload) as JobPayload<Name>, signal);
    },
  };
}

/**
 * Recurring jobs. A missed run isn't made up for, and one that is still waiting isn't enqueued
 * twice, because the next run does the work of both. Runs of the same bulk job wait for each other:
 * a long one would otherwise take more bulk workers at each time that it is due.
 */
export const schedule: CronItem[] = Object.entries(table).flatMap(([name, { at }]) => {
  if (at === undefined) return [];
  const { priority } = jobCatalogue[name as JobName];
  return {
    task: name,
    match: at,
    options: {
      backfillPeriod: 0,
      maxAttempts: 1,
      jobKey: name,
      priority: queuePriority[priority],
      ...(priority === "bulk" ? { queueName: name } : {}),
    },
  };
});
