import { markForUpload } from "../features/publishing/mark-for-upload.server";
import { job } from "./job.server";

export const markForUploadJob = job("mark-for-upload", (services, payload, signal) =>
  markForUpload(services, { id: payload.shopId }, payload.poolId, signal),
);
