/** So much is read and thrown away for a client that will read our answer only after it has sent all. */
const mostDiscarded = 32 * 1024 * 1024;

/**
 * The body of a request, or undefined when it has more than `maxBytes`: the rest is then read and
 * thrown away, because a client that is cut off while it sends does not see the answer, and what
 * stays unread would hold up the next request of its connection.
 */
export async function readBytes(
  request: Request,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  if (!request.body) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of request.body as unknown as AsyncIterable<Uint8Array>) {
    length += part.length;
    if (length <= maxBytes) parts.push(part);
    else parts.length = 0;
    if (length > maxBytes + mostDiscarded) break;
  }
  if (length > maxBytes) return undefined;
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
}

/** Reads what a refused request has sent and nobody wanted. */
export async function discardBody(request: Request): Promise<void> {
  if (request.body && !request.bodyUsed) await readBytes(request, 0);
}
