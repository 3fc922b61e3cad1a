import { realpath } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import path from "node:path";
import { createServer as createVite, type ViteDevServer } from "vite";
import { readEnv } from "../../app/env.server";
import { stopOnSignal } from "../../app/stop-on-signal.server";
import { openLiveApp } from "./live-app";

const cacheFolder = ".cache/vite";

/** Pre-bundled: Vite would discover these on the first page load and reload the page. */
const optimizeDeps = {
  include: [
    "@remix-run/node",
    "@shopify/polaris-icons",
    "@shopify/shopify-app-remix/react",
    "@shopify/shopify-app-remix/server",
    "luxon",
    "pg",
    "pg-copy-streams",
    "react-dom",
    "zod",
  ],
};

/** The web process from source. Pages update in the browser as files change. */
async function serve(): Promise<void> {
  const env = readEnv();
  const server = createServer();
  const vite = await startVite(server, new URL(env.SHOPIFY_APP_URL).hostname);
  const app = await openLiveApp(vite, env);
  server.on("request", (request, response) => {
    vite.middlewares(request, response, () => {
      app.handle(request, response).catch((error: Error) => {
        vite.ssrFixStacktrace(error);
        app.services().log.error({ err: error, path: request.url }, "the source is broken");
        response.writeHead(500, { "content-type": "text/plain" }).end(error.stack);
      });
    });
  });
  server.on("error", (error: NodeJS.ErrnoException) => {
    const portTaken = `Port ${env.PORT} is taken. Stop what listens there, or set PORT.`;
    app.services().log.fatal(error.code === "EADDRINUSE" ? portTaken : error.message);
    process.exit(1);
  });
  server.listen(env.PORT, env.HOST, () => app.services().log.info({ port: env.PORT }, "app ready"));
  stopOnSignal({ log: app.services().log, seconds: env.SHUTDOWN_SECONDS }, async () => {
    await vite.close();
    server.close();
    server.closeAllConnections();
    await app.close();
  });
}

/**
 * Starts Vite behind our own server. Its WebSocket shares the app's port, so browsers reach it
 * wherever they reach the app: through the sandbox's tunnel or the tunnel of `shopify app dev`.
 */
async function startVite(server: Server, publicHost: string): Promise<ViteDevServer> {
  const root = process.cwd();
  const sources = [path.join(root, "app"), path.join(root, "vite.config.ts")];
  return createVite({
    appType: "custom",
    cacheDir: cacheFolder,
    clearScreen: false,
    optimizeDeps,
    server: {
      middlewareMode: true,
      hmr: { server },
      allowedHosts: [publicHost],
      fs: { allow: ["app", cacheFolder, await realpath("node_modules")] },
      watch: {
        // Excludes the sandbox's database and build output.
        ignored: (file) => file !== root && !sources.some((source) => isAt(source, file)),
      },
    },
  });
}

const isAt = (folder: string, file: string) =>
  file === folder || file.startsWith(`${folder}${path.sep}`);

await serve().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
