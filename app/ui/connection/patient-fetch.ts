/** A failed request that waits for its retry. */
export interface Trouble {
  /** Identifies the request in the server's log and to support. */
  requestId: string;
  /** The HTTP status, 500 or above. Null if there was no response. */
  status: number | null;
  /** Retries now instead of after the pause. */
  retry(): void;
}

/** A failed write. It may have been carried out, so it isn't retried. */
export class RequestFailed extends Error {
  constructor(
    readonly requestId: string,
    readonly status: number | null,
  ) {
    super(status === null ? "The server did not answer" : `The server answered ${status}`);
    this.name = "RequestFailed";
  }
}

export interface PatientFetchOptions {
  fetch: typeof fetch;
  /** Called with each failed request, and with `null` once it has succeeded or was aborted. */
  onTrouble(requestId: string, trouble: Trouble | null): void;
  makeId(): string;
  /** Timeout of each attempt, in milliseconds. */
  timeoutMs: number;
  /** The pause after failed attempt `attempt` (from 1), in milliseconds. */
  pauseAfter(attempt: number): number;
}

/**
 * Wraps `fetch` for Remix's router, which replaces the whole page with an error page if a request
 * for data fails. Reads are retried until they succeed or the merchant navigates away, so the page
 * and everything typed into it stay. A failed write rejects with `RequestFailed`. Other requests
 * pass through.
 */
export function patientFetch(options: PatientFetchOptions): typeof fetch {
  return async (input, init) => {
    const method = init?.method ?? (input instanceof Request ? input.method : "GET");
    if (!isForData(input)) return options.fetch(input, init);
    const requestId = options.makeId();
    const signal = init?.signal ?? (input instanceof Request ? input.signal : null);
    const attempt = () => send(options, input, init, { requestId, signal });
    if (method.toUpperCase() !== "GET") return orRequestFailed(requestId, attempt, signal);
    try {
      for (let attempts = 1; ; attempts++) {
        const response = await orNoResponse(attempt, signal);
        if (response && response.status < 500) return response;
        await pause(options.pauseAfter(attempts), signal, (retry) =>
          options.onTrouble(requestId, { requestId, status: response?.status ?? null, retry }),
        );
      }
    } finally {
      options.onTrouble(requestId, null);
    }
  };
}

/** Whether this is the router's request for a page's data. */
function isForData(input: RequestInfo | URL): boolean {
  const { pathname, origin } = new URL(
    input instanceof Request ? input.url : String(input),
    globalThis.location?.href,
  );
  if (globalThis.location && origin !== globalThis.location.origin) return false;
  return pathname.endsWith(".data");
}

async function send(
  options: PatientFetchOptions,
  input: RequestInfo | URL,
  init: RequestInit | undefined,
  { requestId, signal }: { requestId: string; signal: AbortSignal | null },
): Promise<Response> {
  const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : {}));
  headers.set("X-Request-Id", requestId);
  const limit = new AbortController();
  const abort = () => limit.abort(signal?.reason);
  const timer = setTimeout(() => limit.abort(), options.timeoutMs);
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort);
  try {
    return await options.fetch(input, { ...init, headers, signal: limit.signal });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

async function orNoResponse(
  attempt: () => Promise<Response>,
  signal: AbortSignal | null,
): Promise<Response | null> {
  try {
    return await attempt();
  } catch (error) {
    if (signal?.aborted) throw error;
    return null;
  }
}

async function orRequestFailed(
  requestId: string,
  attempt: () => Promise<Response>,
  signal: AbortSignal | null,
): Promise<Response> {
  const response = await orNoResponse(attempt, signal);
  if (response && response.status < 500) return response;
  throw new RequestFailed(requestId, response?.status ?? null);
}

/** Resolves after `milliseconds`, or when `retry` is called. Rejects if the request is aborted. */
function pause(
  milliseconds: number,
  signal: AbortSignal | null,
  begun: (retry: () => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const over = (end: () => void) => () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", aborted);
      end();
    };
    const retry = over(resolve);
    const aborted = over(() => reject(signal?.reason));
    const timer = setTimeout(retry, milliseconds);
    signal?.addEventListener("abort", aborted);
    if (signal?.aborted) aborted();
    else begun(retry);
  });
}
