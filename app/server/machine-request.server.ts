import type { IncomingMessage } from "node:http";

/** Bytes to discard for clients that read our response only after sending their whole body. */
const maxDiscardedBytes = 32 * 1024 * 1024;

/**
 * A request of a machine client. A standard `Request` with its streams would cost as much as the
 * rest of an assignment.
 */
export interface MachineRequest {
  method: string;
  /** Path and query, unchanged. */
  target: string;
  headers: { get(name: string): string | null };
  /** The client's IP address, as seen by our proxy, or by this process if there is no proxy. */
  address(): string;
  /**
   * Reads the body. Returns undefined if it exceeds `maxBytes`. The rest is then read and
   * discarded: a client that is cut off while sending doesn't see the response, and unread bytes
   * would block the next request on its connection. `onPart` gets every part, even of a body that
   * is too large. Rejects if the client disconnects.
   */
  bytes(maxBytes: number, onPart?: (part: Buffer) => void): Promise<Buffer | undefined>;
  /** Reads and discards the body of a rejected request. */
  discardBody(): Promise<void>;
}

/** Wraps an incoming request for handlers. */
export function machineRequest(incoming: IncomingMessage): MachineRequest {
  let body: Promise<Buffer | undefined> | undefined;
  const bytes: MachineRequest["bytes"] = (maxBytes, onPart) => {
    body ??= readBytes(incoming, maxBytes, onPart);
    return body;
  };
  return {
    method: incoming.method ?? "GET",
    target: incoming.url ?? "/",
    headers: { get: (name) => incoming.headers[name.toLowerCase()]?.toString() ?? null },
    address: () => addressOf(incoming),
    bytes,
    discardBody: async () => {
      await bytes(0);
    },
  };
}

/** Our proxy appends the last entry of X-Forwarded-For. Clients can forge the ones before it. */
function addressOf({ headers, socket }: IncomingMessage): string {
  const last = headers["x-forwarded-for"]?.toString().split(",").at(-1)?.trim();
  return last || (socket.remoteAddress ?? "");
}

function readBytes(
  incoming: IncomingMessage,
  maxBytes: number,
  onPart?: (part: Buffer) => void,
): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    incoming.on("data", (part: Buffer) => {
      length += part.length;
      onPart?.(part);
      if (length <= maxBytes) parts.push(part);
      else parts.length = 0;
      if (length <= maxBytes + maxDiscardedBytes) return;
      incoming.pause();
      resolve(undefined);
    });
    incoming.on("end", () => {
      if (length > maxBytes) return resolve(undefined);
      resolve(parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts));
    });
    incoming.on("error", reject);
    // If the client disconnected before we attached listeners, `end` never fires.
    const gone = () => reject(new Error("The client went away while it sent its request."));
    if (incoming.destroyed) gone();
    incoming.on("close", gone);
  });
}
