import { changeCodesJob } from "./change-codes.server";
import { checkDriftJob } from "./check-drift.server";
import { checkSampleJob } from "./check-sample.server";
import { confirmUninstallJob } from "./confirm-uninstall.server";
import { deletePoolCodesJob } from "./delete-pool-codes.server";
import { dropCampaignJob } from "./drop-campaign.server";
import { dropOldReceiptsJob } from "./drop-old-receipts.server";
import { dropOldUploadsJob } from "./drop-old-uploads.server";
import { eraseCustomerJob } from "./erase-customer.server";
import { eraseShopJob } from "./erase-shop.server";
import { expireCodesJob } from "./expire-codes.server";
import { exportCustomerJob } from "./export-customer.server";
import { fillDomainsJob } from "./fill-domains.server";
import { giveReplacementsJob } from "./give-replacements.server";
import { importCodesJob } from "./import-codes.server";
import type { Job } from "./job.server";
import { linkCustomersJob, wakeCustomerLinksJob } from "./link-customers.server";
import { markForUploadJob } from "./mark-for-upload.server";
import { raiseAlertsJob } from "./raise-alerts.server";
import { readCampaignJob } from "./read-campaign.server";
import { readOrderJob } from "./read-order.server";
import { reconcileOrdersJob } from "./reconcile-orders.server";
import { reconcileShopsJob } from "./reconcile-shops.server";
import { refillPoolJob } from "./refill-pool.server";
import { refreshDiscountJob } from "./refresh-discount.server";
import { refreshShopJob } from "./refresh-shop.server";
import { refreshShopsJob } from "./refresh-shops.server";
import { reissueCodesJob } from "./reissue-codes.server";
import { removeCodesJob } from "./remove-codes.server";
import { removeFirstCodeJob } from "./remove-first-code.server";
import { repairDriftJob } from "./repair-drift.server";
import { runCampaignJob } from "./run-campaign.server";
import { sendAlertMailJob } from "./send-alert-mail.server";
import { settleOrdersJob } from "./settle-orders.server";
import { startDriftChecksJob } from "./start-drift-checks.server";
import { tendCampaignsJob } from "./tend-campaigns.server";
import { tendCodeChangesJob } from "./tend-code-changes.server";
import { tendImportsJob } from "./tend-imports.server";
import { tendSupplyJob } from "./tend-supply.server";
import { undoImportJob } from "./undo-import.server";
import { uploadCodesJob } from "./upload-codes.server";
import { uploadUrgentCodesJob } from "./upload-urgent-codes.server";
import { voidOutdatedCodesJob } from "./void-outdated-codes.server";
import { wakeLedgersJob } from "./wake-ledgers.server";

/** Every job there is: the listing is the feature list. */
export const jobs: Job[] = [
  readCampaignJob,
  runCampaignJob,
  dropCampaignJob,
  readOrderJob,
  settleOrdersJob,
  wakeLedgersJob,
  giveReplacementsJob,
  reconcileOrdersJob,
  reconcileShopsJob,
  deletePoolCodesJob,
  expireCodesJob,
  raiseAlertsJob,
  sendAlertMailJob,
  eraseCustomerJob,
  exportCustomerJob,
  linkCustomersJob,
  wakeCustomerLinksJob,
  fillDomainsJob,
  eraseShopJob,
  confirmUninstallJob,
  dropOldReceiptsJob,
  dropOldUploadsJob,
  importCodesJob,
  tendImportsJob,
  changeCodesJob,
  tendCodeChangesJob,
  tendCampaignsJob,
  refillPoolJob,
  markForUploadJob,
  voidOutdatedCodesJob,
  reissueCodesJob,
  removeCodesJob,
  tendSupplyJob,
  startDriftChecksJob,
  checkDriftJob,
  checkSampleJob,
  repairDriftJob,
  uploadCodesJob,
  uploadUrgentCodesJob,
  undoImportJob,
  refreshDiscountJob,
  refreshShopJob,
  refreshShopsJob,
  removeFirstCodeJob,
];
