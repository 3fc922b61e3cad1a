import type { IncomingMessage, ServerResponse } from "node:http";
import compression from "compression";
import type { RequestHandler } from "express";

/** A response to a machine client. */
export interface MachineResponse {
  status: number;
  headers: Record<string, string>;
  /** Empty for no body. A large body is an iterable of pieces, sent one after another. */
  body: string | Iterable<string>;
}

/** Bytes. Compressing smaller responses doesn't pay off. */
const smallResponse = 1024;
// `compression` uses nothing that Express adds to Node's request and response.
const compress = compression({ threshold: smallResponse }) as unknown as (
  ...call: [IncomingMessage, ServerResponse, () => void]
) => ReturnType<RequestHandler>;

/** Sends the response, compressed if it is large and the client accepts that. */
export function sendResponse(
  incoming: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: MachineResponse,
): void {
  // Unread body bytes would be parsed as the next request.
  if (!incoming.complete && incoming.isPaused()) response.setHeader("Connection", "close");
  if (typeof body !== "string") {
    compress(incoming, response, () => {
      response.writeHead(status, headers);
      void sendPieces(response, body);
    });
    return;
  }
  const length = Buffer.byteLength(body);
  if (length >= smallResponse) {
    compress(incoming, response, () => {
      response.writeHead(status, headers);
      response.end(body);
    });
    return;
  }
  response.writeHead(status, status === 204 ? headers : { ...headers, "Content-Length": length });
  response.end(body);
}

/** Writes pieces as fast as the client reads them, and yields to other requests between them. */
async function sendPieces(response: ServerResponse, pieces: Iterable<string>): Promise<void> {
  let goOn: () => void = () => undefined;
  // Attached once, because `once` can't remove a listener that `compression` forwards.
  for (const event of ["drain", "close"]) response.on(event, () => goOn());
  for (const piece of pieces) {
    if (response.destroyed) return;
    if (!response.write(piece)) {
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
    }
    // A fast client is ready again before the event loop gets to other requests.
    await new Promise((resolve) => setImmediate(resolve));
  }
  response.end();
}
