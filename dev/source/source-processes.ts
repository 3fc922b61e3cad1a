/** `node` arguments that start the web process from source. */
export const sourceServer = ["--import", "tsx", "dev/source/serve.ts"];

/** Environment of processes that run from source. */
export const sourceSettings: NodeJS.ProcessEnv = {
  // React Refresh and Remix's error pages need it.
  NODE_ENV: "development",
  // Interrupted jobs are retried, so don't keep the developer waiting for a restart.
  SHUTDOWN_SECONDS: "1",
};
