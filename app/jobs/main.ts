import { readEnv } from "../env.server";
import { createServices } from "../services.server";
import { stopOnSignal } from "../stop-on-signal.server";
import { startWorker } from "./start-worker.server";

/** The worker process: runs background jobs and cron until it gets a stop signal. */
async function main(): Promise<void> {
  const env = readEnv();
  const services = await createServices(env);
  const worker = await startWorker(services, {
    concurrency: env.WORKER_CONCURRENCY,
    bulkConcurrency: env.WORKER_BULK_CONCURRENCY,
  });
  services.log.info("worker ready");
  stopOnSignal({ log: services.log, seconds: env.SHUTDOWN_SECONDS }, async () => {
    services.endWaits();
    await worker.stop();
    await services.close();
  });
}

await main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
