import {
  Agent,
  type ClientRequest,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import type { Socket } from "node:net";
import { type Duplex, pipeline } from "node:stream";
import { keptIdleMs } from "../http/serve-routes";
import type { Sandbox } from "../sandbox";
import { translateHeaders } from "./translate-headers";

// Close idle connections long before the app does (by default after five seconds), because a request
// on a connection that is being closed gets no response.
const agent = new Agent({ keepAlive: true, timeout: 1000 });

/**
 * The app's public URL: forwards all requests to the app and streams bodies. Like every tunnel, it adds
 * headers with the requested URL. In response headers, it replaces Shopify's URLs with the sandbox's.
 */
export function serveTunnel(sandbox: Sandbox): Server {
  const server = createServer({ keepAliveTimeout: keptIdleMs }, (incoming, outgoing) =>
    forward(sandbox, incoming, outgoing),
  );
  server.on("upgrade", (incoming, socket, head) =>
    forwardUpgrade(sandbox, incoming, { socket, head }),
  );
  // No limit, because uploads can be gigabytes.
  server.requestTimeout = 0;
  return server;
}

function forward(sandbox: Sandbox, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const onwards = askApp(sandbox, incoming, agent);
  onwards.on("response", (response) => {
    outgoing.writeHead(response.statusCode ?? 502, translateHeaders(sandbox, response.headers));
    response.pipe(outgoing);
    response.on("error", () => outgoing.destroy());
  });
  onwards.on("error", () => {
    if (outgoing.headersSent) outgoing.destroy();
    else
      outgoing.writeHead(502, { "content-type": "text/plain" }).end("The app isn't responding.\n");
  });
  incoming.on("error", () => onwards.destroy());
  outgoing.on("close", () => {
    if (!outgoing.writableFinished) onwards.destroy();
  });
  incoming.pipe(onwards);
}

/** Forwards a websocket: after the upgrade, bytes flow both ways until one side ends. */
function forwardUpgrade(
  sandbox: Sandbox,
  incoming: IncomingMessage,
  { socket, head }: { socket: Duplex; head: Buffer },
): void {
  const onwards = askApp(sandbox, incoming, false);
  onwards.on("upgrade", (response, far: Socket, farHead: Buffer) => {
    const lines = response.rawHeaders.flatMap((name, at, all) =>
      at % 2 === 0 ? [`${name}: ${all[at + 1]}`] : [],
    );
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join("\r\n")}\r\n\r\n`);
    socket.write(farHead);
    far.write(head);
    // Must not keep a stopping sandbox alive.
    far.unref();
    pipeline(far, socket, far, () => undefined);
  });
  const refuse = () => socket.destroy();
  onwards.on("response", refuse).on("error", refuse);
  socket.on("error", () => onwards.destroy());
  onwards.end();
}

function askApp(sandbox: Sandbox, incoming: IncomingMessage, by: Agent | false): ClientRequest {
  const target = new URL(sandbox.settings.appUrl);
  return request({
    agent: by,
    host: target.hostname,
    port: target.port,
    method: incoming.method,
    path: incoming.url,
    headers: { ...incoming.headers, ...forwarded(incoming) },
  });
}

const forwarded = (incoming: IncomingMessage): IncomingHttpHeaders => ({
  "x-forwarded-proto": "http",
  "x-forwarded-host": incoming.headers.host ?? "",
  "x-forwarded-for": incoming.socket.remoteAddress ?? "",
});
