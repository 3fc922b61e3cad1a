import path from "node:path";
import { readEnv } from "../env.server";
import { createServices } from "../services.server";
import { createApp } from "./create-app";

/** The web process: static files and every route, until it is told to stop. */
async function serve(): Promise<void> {
  const env = readEnv();
  const services = createServices(env);
  const app = createApp(services, await import(path.resolve("build/server/index.js")));
  const server = app.listen(env.PORT, env.HOST);
  server.on("listening", () => services.log.info({ port: env.PORT }, "app ready"));
  server.on("error", (error: NodeJS.ErrnoException) => {
    const why =
      error.code === "EADDRINUSE"
        ? `Port ${env.PORT} is taken. Stop what listens there, or set PORT.`
        : error.message;
    services.log.fatal(why);
    process.exit(1);
  });
  const stop = () => {
    server.close(() => void services.close().then(() => process.exit(0)));
    server.closeIdleConnections();
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

await serve().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
