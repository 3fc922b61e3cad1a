import {
  Agent,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import { keptIdleMs } from "../http/serve-routes";
import type { Sandbox } from "../sandbox";
import { translateHeaders } from "./translate-headers";

// Let go long before an app does, by default after five seconds: what is sent over a connection that
// is being closed gets no answer.
const agent = new Agent({ keepAlive: true, timeout: 1000 });

/**
 * The app's public address: passes everything on to where the app listens, bodies as they come.
 * What it changes: it tells the app the address that was asked for, as every tunnel does, and in
 * the headers of answers Shopify's addresses become the sandbox's.
 */
export function serveTunnel(sandbox: Sandbox): Server {
  const server = createServer({ keepAliveTimeout: keptIdleMs }, (incoming, outgoing) =>
    forward(sandbox, incoming, outgoing),
  );
  // An upload of gigabytes takes as long as it takes.
  server.requestTimeout = 0;
  return server;
}

function forward(sandbox: Sandbox, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const target = new URL(sandbox.settings.appUrl);
  const onwards = request({
    agent,
    host: target.hostname,
    port: target.port,
    method: incoming.method,
    path: incoming.url,
    headers: { ...incoming.headers, ...forwarded(incoming) },
  });
  onwards.on("response", (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, translateHeaders(sandbox, answer.headers));
    answer.pipe(outgoing);
    answer.on("error", () => outgoing.destroy());
  });
  onwards.on("error", () => {
    if (outgoing.headersSent) outgoing.destroy();
    else
      outgoing.writeHead(502, { "content-type": "text/plain" }).end("The app does not answer.\n");
  });
  incoming.on("error", () => onwards.destroy());
  outgoing.on("close", () => {
    if (!outgoing.writableFinished) onwards.destroy();
  });
  incoming.pipe(onwards);
}

const forwarded = (incoming: IncomingMessage): IncomingHttpHeaders => ({
  "x-forwarded-proto": "http",
  "x-forwarded-host": incoming.headers.host ?? "",
  "x-forwarded-for": incoming.socket.remoteAddress ?? "",
});
