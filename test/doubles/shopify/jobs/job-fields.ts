import type { ResponseObject, RootField } from "../graphql/context";
import { gid, parseGid } from "../shops/gid";
import type { Job } from "./job";

export const jobFields: Readonly<Record<string, RootField>> = {
  job: ({ id }, { shop }) => {
    const job = shop.jobs[parseGid(String(id))?.number ?? ""];
    return job ? presentJob(job) : null;
  },
};

export const presentJob = ({ id, done }: Pick<Job, "id" | "done">): ResponseObject => ({
  __typename: "Job",
  id: gid("Job", id),
  done,
  // Allows querying whatever the job changed.
  query: { __typename: "QueryRoot" },
});
