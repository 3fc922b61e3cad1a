import type { IncomingMessage, ServerResponse } from "node:http";
import compression from "compression";
import type { RequestHandler } from "express";

/** What a machine client is answered. */
export interface MachineResponse {
  status: number;
  headers: Record<string, string>;
  /** Empty: none. A large one comes in pieces, which are sent one after the other. */
  body: string | Iterable<string>;
}

/** Bytes. Less does not get smaller by packing. */
const smallAnswer = 1024;
// It needs nothing of what Express adds.
const compress = compression({ threshold: smallAnswer }) as unknown as (
  ...call: [IncomingMessage, ServerResponse, () => void]
) => ReturnType<RequestHandler>;

/** Sends the answer, a large one packed when the client can unpack it. */
export function sendResponse(
  incoming: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: MachineResponse,
): void {
  // What is still to come would be taken for the next request.
  if (!incoming.complete && incoming.isPaused()) response.setHeader("Connection", "close");
  if (typeof body !== "string") {
    compress(incoming, response, () => {
      response.writeHead(status, headers);
      void sendPieces(response, body);
    });
    return;
  }
  const length = Buffer.byteLength(body);
  if (length >= smallAnswer) {
    compress(incoming, response, () => {
      response.writeHead(status, headers);
      response.end(body);
    });
    return;
  }
  response.writeHead(status, status === 204 ? headers : { ...headers, "Content-Length": length });
  response.end(body);
}

/** Writes piece by piece, as fast as the client takes them. The process serves others between two of them. */
async function sendPieces(response: ServerResponse, pieces: Iterable<string>): Promise<void> {
  let goOn: () => void = () => undefined;
  // Two listeners for the whole answer: `once` does not remove one that `compression` passes on.
  for (const event of ["drain", "close"]) response.on(event, () => goOn());
  for (const piece of pieces) {
    if (response.destroyed) return;
    if (!response.write(piece)) {
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
    }
    // A quick client is ready again before the event loop has turned.
    await new Promise((resolve) => setImmediate(resolve));
  }
  response.end();
}
