import { randomUUID } from "node:crypto";
import { now } from "../clock/now";
import { takeFault } from "../faults/take-fault";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import { addTask } from "../state/add-task";
import type { Job, JobWork } from "./job";

/** Schedules the work of a mutation. A `never-done` fault for the mutation prevents it. */
export function addJob(sandbox: Sandbox, shop: Shop, mutation: string, work: JobWork): Job {
  // Recorded: deleting codes reports being done immediately, although the codes are deleted later.
  const done = work.kind === "delete-codes";
  // Recorded: job IDs are UUIDs, unlike all other IDs.
  const job: Job = { id: randomUUID(), done, work };
  shop.jobs[job.id] = job;
  if (takeFault(sandbox, shop.domain, "graphql", [mutation], ["never-done"])) return job;
  const dueAt = now(sandbox) + sandbox.world.pace.jobMs;
  addTask(sandbox, dueAt, { kind: "run-job", shop: shop.domain, jobId: job.id });
  return job;
}
