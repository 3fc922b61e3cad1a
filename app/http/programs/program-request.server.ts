import type { IncomingMessage } from "node:http";

/** So much is read and thrown away for a client that will read our answer only after it has sent all. */
const mostDiscarded = 32 * 1024 * 1024;

/**
 * What a route for programs is asked. A real `Request` of the platform, with its streams, costs as
 * much as all the rest of a hand-out.
 */
export interface ProgramRequest {
  method: string;
  /** Path and query, as they were sent. */
  target: string;
  headers: { get(name: string): string | null };
  /**
   * The body, or undefined when it has more than `maxBytes`: the rest is then read and thrown away,
   * because a client that is cut off while it sends does not see the answer, and what stays unread
   * would hold up the next request of its connection. Rejects when the client goes away meanwhile.
   */
  bytes(maxBytes: number): Promise<Buffer | undefined>;
  /** Reads what a refused request has sent and nobody wanted. */
  discardBody(): Promise<void>;
}

/** What came in, as routes for programs are given it. */
export function programRequest(incoming: IncomingMessage): ProgramRequest {
  let body: Promise<Buffer | undefined> | undefined;
  const bytes = (maxBytes: number) => {
    body ??= readBytes(incoming, maxBytes);
    return body;
  };
  return {
    method: incoming.method ?? "GET",
    target: incoming.url ?? "/",
    headers: { get: (name) => incoming.headers[name.toLowerCase()]?.toString() ?? null },
    bytes,
    discardBody: async () => {
      await bytes(0);
    },
  };
}

function readBytes(incoming: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    incoming.on("data", (part: Buffer) => {
      length += part.length;
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
