import type { Logger } from "pino";

/**
 * Ends the process when it is told to (SIGTERM, or Ctrl-C): calls `stop`, then exits. What has not
 * ended after `seconds` is cut off, because a supervisor would soon kill the process anyway; a job that
 * is cut off is run again by another worker.
 */
export function stopOnSignal(
  { log, seconds }: { log: Pick<Logger, "warn" | "error">; seconds: number },
  stop: () => Promise<void>,
): void {
  let stopping = false;
  const begin = () => {
    // A terminal tells the process more than once: itself, and by way of npm.
    if (stopping) return;
    stopping = true;
    setTimeout(() => {
      log.warn(`Some work did not end within ${seconds} seconds. It is cut off.`);
      process.exit(1);
    }, seconds * 1000);
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, "the process could not end cleanly");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", begin);
  process.on("SIGINT", begin);
}
