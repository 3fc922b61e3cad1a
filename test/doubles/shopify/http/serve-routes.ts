import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Sandbox } from "../sandbox";
import { json, notFound } from "./answers";
import { findRoute } from "./find-route";
import type { Outcome, Route } from "./route";

function toRequest(incoming: IncomingMessage, url: URL): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const entry of [value ?? []].flat()) headers.append(name, entry);
  }
  const method = incoming.method ?? "GET";
  if (method === "GET" || method === "HEAD") return new Request(url, { method, headers });
  const body = Readable.toWeb(incoming) as ReadableStream<Uint8Array>;
  return new Request(url, { method, headers, body, duplex: "half" } as RequestInit);
}

async function respond(
  sandbox: Sandbox,
  routes: readonly Route[],
  incoming: IncomingMessage,
): Promise<Outcome> {
  const url = new URL(incoming.url ?? "/", sandbox.settings.url);
  const found = findRoute(routes, incoming.method ?? "GET", url.pathname);
  if (!found) return notFound();
  const request = toRequest(incoming, url);
  const clientAddress = incoming.socket.remoteAddress ?? "";
  return found.route.handle({ sandbox, request, url, params: found.params, clientAddress });
}

async function send(outcome: Outcome, outgoing: ServerResponse): Promise<void> {
  if (outcome === "never-answer") return;
  if (outcome === "cut-connection") {
    outgoing.destroy();
    return;
  }
  outgoing.writeHead(outcome.status, Object.fromEntries(outcome.headers));
  if (!outcome.body) {
    outgoing.end();
    return;
  }
  // Send headers immediately, because a stream of clock moves may have no data for a long time.
  outgoing.flushHeaders();
  await pipeline(Readable.fromWeb(outcome.body as never), outgoing).catch(() => {
    // The client disconnected, which canceled the stream.
  });
}

/**
 * Longer than clients keep idle connections. A client that reuses a connection that was just closed
 * gets a reset, which is likely on a busy machine with Node's default of 5 seconds.
 */
export const keptIdleMs = 65_000;

export function serveRoutes(sandbox: Sandbox, routes: readonly Route[]): Server {
  return createServer({ keepAliveTimeout: keptIdleMs }, (incoming, outgoing) => {
    respond(sandbox, routes, incoming)
      .catch((error: unknown): Outcome => {
        process.stderr.write(`sandbox: ${incoming.method} ${incoming.url}: ${String(error)}\n`);
        return json({ errors: `Internal error of the sandbox: ${String(error)}` }, 500);
      })
      .then((outcome) => {
        sandbox.saveSoon();
        return send(outcome, outgoing);
      })
      .catch(() => outgoing.destroy());
  });
}
