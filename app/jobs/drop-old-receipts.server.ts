import { dropOldReceipts } from "../features/privacy/drop-old-receipts.server";
import { dropOldMerges } from "../features/recipients/merged-names.server";
import { job } from "./job.server";

/** What is kept of events only while they may come again or late. */
export const dropOldReceiptsJob = job("drop-old-receipts", async (services) => {
  await dropOldReceipts(services);
  await dropOldMerges(services);
});
