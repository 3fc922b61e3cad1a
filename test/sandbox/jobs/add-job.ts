import { now } from "../clock/now";
import type { Sandbox } from "../sandbox";
import type { Shop } from "../shops/shop";
import { addTask } from "../state/add-task";
import { nextNumber } from "../state/next-number";
import type { Job, JobWork } from "./job";

export function addJob(sandbox: Sandbox, shop: Shop, work: JobWork): Job {
  const job: Job = { id: nextNumber(sandbox.world), done: false, work };
  shop.jobs[job.id] = job;
  const dueAt = now(sandbox) + sandbox.world.pace.jobMs;
  addTask(sandbox, dueAt, { kind: "run-job", shop: shop.domain, jobId: job.id });
  return job;
}
