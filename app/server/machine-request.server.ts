import type { IncomingMessage } from "node:http";

/** So much is read and thrown away for a client that will read our answer only after it has sent all. */
const mostDiscarded = 32 * 1024 * 1024;

/**
 * What a machine client asks. A real `Request` of the platform, with its streams, costs as
 * much as all the rest of an assignment.
 */
export interface MachineRequest {
  method: string;
  /** Path and query, as they were sent. */
  target: string;
  headers: { get(name: string): string | null };
  /** The address of the client's side that our own proxy, or nobody, stands between. */
  address(): string;
  /**
   * The body, or undefined when it has more than `maxBytes`: the rest is then read and thrown away,
   * because a client that is cut off while it sends does not see the answer, and what stays unread
   * would hold up the next request of its connection. `onPart` is given every part, also of a body that
   * is too large. Rejects when the client goes away meanwhile.
   */
  bytes(maxBytes: number, onPart?: (part: Buffer) => void): Promise<Buffer | undefined>;
  /** Reads what a refused request has sent and nobody wanted. */
  discardBody(): Promise<void>;
}

/** What came in, as handlers are given it. */
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

/** The last one of X-Forwarded-For is written by our proxy; what stands before it, anyone may have written. */
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
      if (length <= maxBytes + mostDiscarded) return;
      incoming.pause();
      resolve(undefined);
    });
    incoming.on("end", () => {
      if (length > maxBytes) return resolve(undefined);
      resolve(parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts));
    });
    incoming.on("error", reject);
    // Who went away before anybody listened never ends.
    const gone = () => reject(new Error("The client went away while it sent its request."));
    if (incoming.destroyed) gone();
    incoming.on("close", gone);
  });
}
