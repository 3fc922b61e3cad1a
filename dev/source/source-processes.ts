/** Arguments of `node` that start the web process from the source. */
export const sourceServer = ["--import", "tsx", "dev/source/serve.ts"];

/** What processes of the source have in their environment. */
export const sourceSettings: NodeJS.ProcessEnv = {
  // React's refresh and Remix's own errors need it.
  NODE_ENV: "development",
  // A job that is cut off runs again: nobody waits for it to see a change.
  SHUTDOWN_SECONDS: "1",
};
