import path from "node:path";
import { startEmbeddedPostgres } from "./embedded.server";

/**
 * Serves the embedded PostgreSQL until it is told to stop: `DATABASE_FOLDER` says where its data
 * is, `DATABASE_PORT` where it listens (0: a free port). Prints `DATABASE_URL=…` when it is ready.
 */
async function serveEmbedded(): Promise<void> {
  const server = await startEmbeddedPostgres({
    dataFolder: path.resolve(process.env["DATABASE_FOLDER"] ?? ".sandbox/database"),
    port: Number(process.env["DATABASE_PORT"] ?? 0),
    durable: true,
  });
  process.stdout.write(`DATABASE_URL=${server.url}\n`);
  // A server that nobody tells to stop keeps this process alive by itself.
  let stopping = false;
  const stop = () => {
    // A terminal tells the process more than once: itself, and by way of npm.
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
