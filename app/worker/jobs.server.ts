import { deletePoolCodesJob } from "./delete-pool-codes.server";
import type { Job } from "./job.server";

/** Every job there is: the listing is the feature list. */
export const jobs: Job[] = [deletePoolCodesJob];
