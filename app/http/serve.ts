import { createServer } from "node:http";
import path from "node:path";
import { readEnv } from "../env.server";
import { createServices } from "../services.server";
import { createApp } from "./create-app";

/** The web process: static files and every route, until it is told to stop. */
async function serve(): Promise<void> {
  const env = readEnv();
  const services = createServices(env);
  const app = createApp(services, await import(path.resolve("build/server/index.js")));
  const server = createServer(app).listen(env.PORT, env.HOST);
  // Longer than balancers keep an idle connection, a minute: one that still uses what we just closed
  // would get no answer for its visitor.
  server.keepAliveTimeout = 65_000;
  server.on("listening", () => services.log.info({ port: env.PORT }, "app ready"));
  server.on("error", (error: NodeJS.ErrnoException) => {
    const why =
      error.code === "EADDRINUSE"
        ? `Port ${env.PORT} is taken. Stop what listens there, or set PORT.`
        : error.message;
    services.log.fatal(why);
    process.exit(1);
  });
  let stopping = false;
  const stop = () => {
    // A terminal tells the process more than once: itself, and by way of npm.
    if (stopping) return;
    stopping = true;
    server.keepAliveTimeout = 1;
    server.close(() => void services.close().then(() => process.exit(0)));
    server.closeIdleConnections();
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

await serve().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
