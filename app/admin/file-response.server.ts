import type { FileFacts } from "../files/write/table-file.server";

/** The browser that receives the file. */
export interface Receiver {
  /** Aborted when the browser disconnects. */
  signal: AbortSignal;
  /** Resolves when the browser has read what was sent so far, or has disconnected. */
  drained(): Promise<void>;
}

/**
 * A response that the browser saves as a file. The next piece is generated only after the browser
 * has read the ones before, because a slow download of a million rows must not pile up in memory.
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
      // `no-transform` because compression would buffer without limit what the browser hasn't read.
      "Cache-Control": "no-store, no-transform",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
