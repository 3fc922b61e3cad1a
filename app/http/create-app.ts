import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express, { type Express, type Response } from "express";
import type { AppServices } from "../services.server";
import { refuseBrokenRequests } from "./refuse-broken-requests";

/** The web application: static files and every route of the build. */
export function createApp(services: AppServices, build: ServerBuild): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  // The app is always behind a proxy that speaks TLS.
  app.set("trust proxy", true);
  app.use(refuseBrokenRequests(services.env.SHOPIFY_APP_URL));
  app.use(compression());
  const handle = (routes: ServerBuild) =>
    createRequestHandler({
      build: routes,
      mode: services.env.NODE_ENV,
      getLoadContext: (_, response) => ({ services, drained: () => drained(response) }),
    });
  app.all(["/api", "/api/*"], handle(apiRoutesOf(build)));
  const files = { redirect: false, index: false } as const;
  const forGood = { ...files, immutable: true, maxAge: "1y" };
  app.use("/assets", express.static("build/client/assets", forGood));
  app.use(express.static("build/client", { ...files, maxAge: "1h" }));
  app.all("*", handle(build));
  return app;
}

/** Remix writes without waiting: what sends much asks here whether the client keeps up. */
async function drained(response: Response): Promise<void> {
  if (!response.writableNeedDrain || response.destroyed) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      response.off("drain", done).off("close", done);
      resolve();
    };
    response.on("drain", done).on("close", done);
  });
}

/**
 * The build with the API's routes only. The framework compares a request with every route it knows,
 * one by one, which cost the API a fifth of its time.
 */
function apiRoutesOf(build: ServerBuild): ServerBuild {
  const routes = Object.entries(build.routes).flatMap(([id, route]) => {
    if (!id.startsWith("routes/api.")) return [];
    const { parentId, ...alone } = route;
    return [[id, parentId === undefined || parentId === "root" ? alone : route] as const];
  });
  return { ...build, routes: Object.fromEntries(routes) };
}
