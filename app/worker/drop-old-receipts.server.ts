import { dropOldReceipts } from "../privacy/drop-old-receipts.server";
import { dropOldMerges } from "../recipients/merged-names.server";
import { job } from "./job.server";

/** What is kept of events only while they may come again or late. */
export const dropOldReceiptsJob = job("drop-old-receipts", async (services) => {
  await dropOldReceipts(services);
  await dropOldMerges(services);
});
