import { dropOldReceipts } from "../privacy/drop-old-receipts.server";
import { job } from "./job.server";

export const dropOldReceiptsJob = job("drop-old-receipts", (services) => dropOldReceipts(services));
