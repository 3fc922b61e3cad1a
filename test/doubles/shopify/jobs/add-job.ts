import { randomUUID } from "node:crypto";
import { now } from "../clock/now";
import { takeFault } from "../faults/take-fault";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import { addTask } from "../state/add-task";
import type { Job, JobWork } from "./job";

/** Plans the work of a mutation, which `never-done` can be ordered for by its name. */
export function addJob(sandbox: Sandbox, shop: Shop, mutation: string, work: JobWork): Job {
  // Recorded: the deletion of codes says at once that it is done, while the codes go later.
  const done = work.kind === "delete-codes";
  // Recorded: ids of jobs are UUIDs, unlike all others.
  const job: Job = { id: randomUUID(), done, work };
  shop.jobs[job.id] = job;
  if (takeFault(sandbox, shop.domain, "graphql", [mutation], ["never-done"])) return job;
  const dueAt = now(sandbox) + sandbox.world.pace.jobMs;
  addTask(sandbox, dueAt, { kind: "run-job", shop: shop.domain, jobId: job.id });
  return job;
}
