import type { RequestListener } from "node:http";
import { apiSection } from "../api/api.server";
import type { AppServices } from "../services.server";
import { storefrontSection } from "../storefront/storefront.server";
import { webhookHandlers } from "../webhooks/topics.server";
import { findFault, rejectBroken } from "./reject-broken-requests";
import { emptyResponse, routeRequests } from "./router.server";
import { type PageBuild, servePages } from "./serve-pages";

/** Webhook deliveries, at `/webhooks/<topic>`. */
const webhookSection = {
  below: "/webhooks",
  routes: new Map(
    Object.entries(webhookHandlers).map(([topic, handler]) => [`/webhooks/${topic}`, handler]),
  ),
  otherwise: emptyResponse(404),
};

/** The request listener of the whole web app: API, webhooks, storefront, pages and static files. */
export function createApp(services: AppServices, build: PageBuild): RequestListener {
  const origin = services.env.SHOPIFY_APP_URL;
  const handlerFor = routeRequests(services, [apiSection, webhookSection, storefrontSection]);
  const pages = servePages(services, build);
  return (incoming, response) => {
    const fault = findFault(incoming);
    if (fault) return rejectBroken(origin, fault, response);
    const handle = handlerFor(incoming);
    if (!handle) return pages(incoming, response);
    handle(incoming, response).catch((error: unknown) => {
      services.log.error({ err: error, path: incoming.url }, "request failed");
      if (response.headersSent) response.destroy();
      else response.writeHead(500).end();
    });
  };
}
