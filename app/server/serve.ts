import { createServer } from "node:http";
import * as pages from "virtual:remix/server-build";
import { readEnv } from "../env.server";
import { createServices } from "../services.server";
import { stopOnSignal } from "../stop-on-signal.server";
import { createApp } from "./create-app";

/** The web process: serves static files and all routes until it gets a stop signal. */
async function serve(): Promise<void> {
  const env = readEnv();
  const services = await createServices(env);
  const app = createApp(services, pages);
  const server = createServer(app).listen(env.PORT, env.HOST);
  // Longer than load balancers keep idle connections, usually 60 seconds. Otherwise one could send
  // a request on a connection that we have just closed, and its client would get an error.
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
  stopOnSignal({ log: services.log, seconds: env.SHUTDOWN_SECONDS }, async () => {
    services.endWaits();
    server.keepAliveTimeout = 1;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    await closed;
    await services.close();
  });
}

await serve().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
