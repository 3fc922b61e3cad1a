import type { Job } from "./job.server";

/** Every job there is: the listing is the feature list. */
export const jobs: Job[] = [];
