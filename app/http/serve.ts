import path from "node:path";
import { createRequestHandler } from "@remix-run/express";
import compression from "compression";
import express from "express";
import { readEnv } from "../env.server";
import { createServices } from "../services.server";

/** The web process: static files and every route, until it is told to stop. */
async function serve(): Promise<void> {
  const env = readEnv();
  const services = createServices(env);
  const app = express();
  app.disable("x-powered-by");
  // The app is always behind a proxy that speaks TLS.
  app.set("trust proxy", true);
  app.use(compression());
  app.use("/assets", express.static("build/client/assets", { immutable: true, maxAge: "1y" }));
  app.use(express.static("build/client", { maxAge: "1h" }));
  app.all(
    "*",
    createRequestHandler({
      build: await import(path.resolve("build/server/index.js")),
      mode: env.NODE_ENV,
      getLoadContext: () => ({ services }),
    }),
  );
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
