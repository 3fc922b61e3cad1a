import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { type ProgramRequest, programRequest } from "../../app/server/program-request.server";

/** What a route for programs is asked by a POST. Names of headers are in lower case. */
export function postedRequest(
  target: string,
  headers: Record<string, string>,
  body: string,
): ProgramRequest {
  const stream = Readable.from(body === "" ? [] : [Buffer.from(body)]);
  const incoming = Object.assign(stream, { method: "POST", url: target, headers });
  return programRequest(incoming as unknown as IncomingMessage);
}
