import path from "node:path";
import { startEmbeddedPostgres } from "./embedded.server";

/**
 * Runs the embedded PostgreSQL until it gets a stop signal. `DATABASE_FOLDER` is its data folder,
 * `DATABASE_PORT` its port (0 picks a free one). Prints `DATABASE_URL=…` when it is ready.
 */
async function serveEmbedded(): Promise<void> {
  const server = await startEmbeddedPostgres({
    dataFolder: path.resolve(process.env["DATABASE_FOLDER"] ?? ".sandbox/database"),
    port: Number(process.env["DATABASE_PORT"] ?? 0),
    durable: true,
  });
  process.stdout.write(`DATABASE_URL=${server.url}\n`);
  // The running server keeps this process alive.
  let stopping = false;
  const stop = () => {
    // A terminal sends the signal more than once: directly, and through npm.
    if (stopping) return;
    stopping = true;
    void server.stop().then(() => process.exit(0));
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

await serveEmbedded().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
