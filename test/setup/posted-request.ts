import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { type MachineRequest, machineRequest } from "../../app/server/machine-request.server";

/** A POST request as passed to a handler. Header names must be lowercase. */
export function postedRequest(
  target: string,
  headers: Record<string, string>,
  body: string,
): MachineRequest {
  const stream = Readable.from(body === "" ? [] : [Buffer.from(body)]);
  const incoming = Object.assign(stream, { method: "POST", url: target, headers });
  return machineRequest(incoming as unknown as IncomingMessage);
}
