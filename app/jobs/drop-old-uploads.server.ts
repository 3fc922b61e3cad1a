import { dropOldUploads } from "../features/privacy/drop-old-uploads.server";
import { job } from "./job.server";

export const dropOldUploadsJob = job("drop-old-uploads", (services) => dropOldUploads(services));
