/** A request of the page's that failed, while it waits to be sent again. */
export interface Trouble {
  /** Names the request in the server's log, and to support. */
  requestId: string;
  /** The server's status, 500 or above; `null` when no answer came. */
  status: number | null;
  /** Sends the request again now instead of after the pause. */
  retry(): void;
}

/** A request that changes something and failed: it may have been carried out, so it is not repeated. */
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
  /** Called with every trouble as it begins, and with `null` when its request is over. */
  onTrouble(requestId: string, trouble: Trouble | null): void;
  makeId(): string;
  /** How long an answer may take, in milliseconds. */
  answerWithin: number;
  /** The pause before attempt `n + 1`, in milliseconds; `n` counts from 1. */
  pauseAfter(attempt: number): number;
}

/**
 * Wraps `fetch` for the router, which replaces the whole page by an error page when a request for
 * data fails. Reads are repeated until they succeed or the merchant goes elsewhere, so the page and
 * what was typed into it stay. A failed write rejects with `RequestFailed`. All other requests pass.
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
        const response = await orNoAnswer(attempt, signal);
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

/** Whether the router asks for the data of a page. */
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
  const timer = setTimeout(() => limit.abort(), options.answerWithin);
  if (signal?.aborted) abort();
  signal?.addEventListener("abort", abort);
  try {
    return await options.fetch(input, { ...init, headers, signal: limit.signal });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

async function orNoAnswer(
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
  const response = await orNoAnswer(attempt, signal);
  if (response && response.status < 500) return response;
  throw new RequestFailed(requestId, response?.status ?? null);
}

/** Resolves after `milliseconds` or when `retry` is called; rejects when the request is aborted. */
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
