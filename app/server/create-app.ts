import type { RequestListener } from "node:http";
import type { ServerBuild } from "@remix-run/node";
import type { AppServices } from "../services.server";
import { findFault, refuseBroken } from "./refuse-broken-requests";
import { servePages } from "./serve-pages";
import { servePrograms } from "./serve-programs.server";

/** The web application: every route of the build, for programs and for people, and static files. */
export function createApp(services: AppServices, build: ServerBuild): RequestListener {
  const origin = services.env.SHOPIFY_APP_URL;
  const programFor = servePrograms(build, { services, drained: () => Promise.resolve() });
  const pages = servePages(services, build);
  return (incoming, response) => {
    const fault = findFault(incoming);
    if (fault) return refuseBroken(origin, fault, response);
    const program = programFor(incoming);
    if (!program) return pages(incoming, response);
    program(incoming, response).catch((error: unknown) => {
      services.log.error({ err: error, path: incoming.url }, "request failed");
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end();
    });
  };
}
