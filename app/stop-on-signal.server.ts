import type { Logger } from "pino";

/**
 * On SIGTERM or Ctrl-C, calls `stop` and then exits. Exits anyway after `seconds`, because a
 * supervisor would soon kill the process. Another worker retries interrupted jobs.
 */
export function stopOnSignal(
  { log, seconds }: { log: Pick<Logger, "warn" | "error">; seconds: number },
  stop: () => Promise<void>,
): void {
  let stopping = false;
  const begin = () => {
    // A terminal sends the signal more than once: directly, and through npm.
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
