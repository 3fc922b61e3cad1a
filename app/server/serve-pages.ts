import { randomUUID } from "node:crypto";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express, { type Express, type Response } from "express";
import type { AppServices } from "../services.server";
import { acceptRequestId, requestIdHeader } from "./request-id";

/** The built routes, or a function that returns the current build for each request. */
export type PageBuild = ServerBuild | (() => Promise<ServerBuild>);

/** Serves what people see: static files, and the pages that Remix renders. */
export function servePages(services: AppServices, build: PageBuild): Express {
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  // The app always runs behind a proxy that terminates TLS.
  app.set("trust proxy", true);
  app.use((request, response, next) => {
    const header = request.headers[requestIdHeader.toLowerCase()];
    const requestId = acceptRequestId(header, randomUUID);
    request.headers[requestIdHeader.toLowerCase()] = requestId;
    response.setHeader(requestIdHeader, requestId);
    next();
  });
  app.use(compression());
  const files = { redirect: false, index: false } as const;
  const forGood = { ...files, immutable: true, maxAge: "1y" };
  app.use("/assets", express.static("build/client/assets", forGood));
  app.use(express.static("build/client", { ...files, maxAge: "1h" }));
  app.use((_request, response, next) => {
    // Pages and their data contain codes and addresses.
    response.setHeader("Cache-Control", "no-store");
    next();
  });
  app.all(
    "*",
    createRequestHandler({
      build,
      mode: services.env.NODE_ENV,
      getLoadContext: (_, response) => ({ services, drained: () => drained(response) }),
    }),
  );
  return app;
}

/**
 * Resolves when the client has read what was sent so far, or has disconnected. Remix doesn't wait
 * for that, so large downloads have to.
 */
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
