import { readEnv } from "../env.server";
import { createServices } from "../services.server";
import { startWorker } from "./start-worker.server";

/** The worker process: background jobs and cron, until it is told to stop. */
async function main(): Promise<void> {
  const env = readEnv();
  const services = createServices(env);
  const worker = await startWorker(services, {
    concurrency: env.WORKER_CONCURRENCY,
    onLost: () => {
      services.log.fatal("The connection that holds this worker's jobs is lost.");
      process.exit(1);
    },
  });
  services.log.info("worker ready");
  let stopping = false;
  const stop = () => {
    // A terminal tells the process more than once: itself, and by way of npm.
    if (stopping) return;
    stopping = true;
    void worker
      .stop()
      .then(() => services.close())
      .then(() => process.exit(0));
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

await main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
