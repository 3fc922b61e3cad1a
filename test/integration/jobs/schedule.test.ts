import type { CronItem } from "graphile-worker";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { enqueue } from "../../../app/database/enqueue.server";
import type { JobName } from "../../../app/database/job-catalogue";
import { type Job, jobOf, schedule } from "../../../app/jobs/jobs.server";
import { startWorker } from "../../../app/jobs/start-worker.server";
import { insertShop, openTestServices, type TestServices } from "../../setup/test-services";

const until = (check: () => boolean) => vi.waitUntil(check, { timeout: 30_000, interval: 10 });

describe("a long recurring job", () => {
  let services: TestServices;
  beforeEach(async () => {
    services = await openTestServices();
  });
  afterEach(() => services.close());

  /** Enqueues a run as Graphile Worker does when the entry is due. */
  async function enqueueRun({ task, options }: CronItem): Promise<void> {
    await services.database.query(
      `SELECT graphile_worker.add_job(identifier => $1, payload => '{}', queue_name => $2,
         max_attempts => $3, job_key => $4, priority => $5)`,
      [task, options?.queueName, options?.maxAttempts, options?.jobKey, options?.priority],
    );
  }

  it.each(["reencrypt-data", "drop-old-uploads", "drop-old-receipts"] satisfies JobName[])(
    "waits until its previous run has ended: %s",
    async (name) => {
      const entry = schedule.find(({ task }) => task === name);
      if (!entry) throw new Error("not in the schedule");
      const shop = await insertShop(services);
      const begun: JobName[] = [];
      let open: () => void = () => undefined;
      const opened = new Promise<void>((resolve) => {
        open = resolve;
      });
      const jobs: Job[] = [
        jobOf(name, async () => {
          begun.push(name);
          await opened;
        }),
        jobOf("upload-codes", async () => void begun.push("upload-codes")),
      ];
      await enqueueRun(entry);
      const worker = await startWorker(services, { concurrency: 1, bulkConcurrency: 3, jobs });
      try {
        await until(() => begun.length === 1);
        await enqueueRun(entry);
        await enqueueRun(entry);
        await enqueue(services.database, "upload-codes", { shopId: shop.id });
        await until(() => begun.includes("upload-codes"));
        expect(begun).toEqual([name, "upload-codes"]);
        open();
        await until(() => begun.length === 3);
      } finally {
        open();
        await worker.stop();
      }
    },
  );
});
