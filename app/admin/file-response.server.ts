import type { FileFacts } from "../files/write/table-file.server";

/** The browser at the other end. */
export interface Receiver {
  /** Aborted when the browser went away. */
  signal: AbortSignal;
  /** Resolves when the browser has taken what was sent so far. */
  drained(): Promise<void>;
}

/**
 * An answer that the browser saves as a file. The next piece is made only when the browser has taken
 * the ones before: a slow download of a million rows must not pile up in our memory.
 */
export function fileResponse(
  pieces: AsyncIterable<string | Uint8Array>,
  file: FileFacts,
  { signal, drained }: Receiver,
): Response {
  const encoder = new TextEncoder();
  const source = pieces[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      await drained();
      if (signal.aborted) {
        await source.return?.();
        controller.close();
        return;
      }
      const { done, value } = await source.next();
      if (done) controller.close();
      else controller.enqueue(typeof value === "string" ? encoder.encode(value) : value);
    },
    cancel: async () => {
      await source.return?.();
    },
  });
  const asciiName = file.name.replace(/[^\w.-]+/g, "-");
  return new Response(body, {
    headers: {
      "Content-Type": file.type,
      "Content-Disposition": `attachment; filename="${asciiName}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      // Compression on the way would buffer without bound what the browser does not take.
      "Cache-Control": "no-store, no-transform",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
