import type { IncomingMessage, ServerResponse } from "node:http";
import compression from "compression";
import type { RequestHandler } from "express";

/** What a route for programs answers. */
export interface ProgramAnswer {
  status: number;
  headers: Record<string, string>;
  /** Empty: none. */
  body: string;
}

/** Bytes. Less does not get smaller by packing. */
const smallAnswer = 1024;
// It needs nothing of what Express adds.
const compress = compression({ threshold: smallAnswer }) as unknown as (
  ...call: [IncomingMessage, ServerResponse, () => void]
) => ReturnType<RequestHandler>;

/** Sends the answer, a large one packed when the client can unpack it. */
export function sendAnswer(
  incoming: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: ProgramAnswer,
): void {
  // What is still to come would be taken for the next request.
  if (!incoming.complete && incoming.isPaused()) response.setHeader("Connection", "close");
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
