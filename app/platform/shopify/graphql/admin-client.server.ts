import type { Result } from "../../../core/result";
import { failure, success } from "../../../core/result";
import type { RequestPriority } from "../../platform";
import type { PlatformFailure } from "../../platform-failure";
import type { AccessToken } from "../sign-in/offline-tokens.server";
import type { Operation } from "./operation";
import { type RequestOutcome, RequestQueue } from "./request-queue";
import { type OperationResponse, sendOperation } from "./send-operation.server";
import { shopifyFailure } from "./shopify-failure";

/** Sends an operation to one shop's Admin API. Resolves the data or a failure. */
export type SendRequest = <Data, Variables>(
  operation: Operation<Data, Variables>,
  variables: Variables,
) => Promise<Result<Data, PlatformFailure>>;

/** Opens a shop's client. All clients of a shop in this process share its queue. */
export type OpenClient = (shopDomain: string, priority: RequestPriority) => SendRequest;

/** Retry delays for reads, in milliseconds. */
const readPauses = [300, 1_000, 3_000];
/** How long a request is retried while throttled before it fails. */
const giveUpAfterMs = 120_000;
const maxPauseMs = 30_000;

export interface ClientOptions {
  /** Called on every denial of access, with the reason. */
  onDenied?: (shopDomain: string, reason: string) => Promise<void>;
  /** Aborted when the process shuts down: nothing is retried then. */
  stopping?: AbortSignal;
  /** Waits before a retry; resolves early when `stopping` is aborted. */
  pause?: (ms: number, stopping: AbortSignal | undefined) => Promise<void>;
}

/** Creates the clients of all shops. */
export function adminClients(
  accessToken: AccessToken,
  { onDenied, stopping, pause = waitUnlessStopping }: ClientOptions = {},
): OpenClient {
  const queues = new Map<string, RequestQueue>();
  // The cost that Shopify reports may be higher than the declared one.
  const learned = new Map<string, number>();

  async function send<Data, Variables>(
    shopDomain: string,
    operation: Operation<Data, Variables>,
    variables: Variables,
  ): Promise<RequestOutcome<Attempt<Data>>> {
    const token = await accessToken(shopDomain);
    if (!token.ok) return { value: token, receipt: null };
    let sent = await sendOperation(shopDomain, token.value, operation, variables);
    if (sent.status === 401) {
      // The token was revoked early. Retry once with a new one.
      const fresh = await accessToken(shopDomain, token.value);
      if (!fresh.ok) return { value: fresh, receipt: null };
      sent = await sendOperation(shopDomain, fresh.value, operation, variables);
    }
    if (sent.requestedCost !== null) learned.set(operation.name, sent.requestedCost);
    return { value: success(sent), receipt: sent.receipt };
  }

  return (shopDomain, priority) => async (operation, variables) => {
    const queue = queues.get(shopDomain) ?? new RequestQueue();
    queues.set(shopDomain, queue);
    const cost = Math.max(operation.cost, learned.get(operation.name) ?? 0);
    const result = await sendWithRetries(
      () => queue.run(cost, priority, () => send(shopDomain, operation, variables)),
      operation.writes,
      { stopping, pause },
    );
    if (!result.ok && result.failure.kind === "platform_denied") {
      await onDenied?.(shopDomain, result.failure.detail);
    }
    return result;
  };
}

/** One attempt: a response, or no token to send it with. */
type Attempt<Data> = Result<OperationResponse<Data>, PlatformFailure>;

/**
 * Retries what is safe to retry: throttled requests, which were not processed, and reads. A write
 * without a response may have been processed, so its caller has to find out.
 */
async function sendWithRetries<Data>(
  send: () => Promise<Attempt<Data>>,
  writes: boolean,
  {
    stopping,
    pause,
  }: { stopping: AbortSignal | undefined } & Required<Pick<ClientOptions, "pause">>,
): Promise<Result<Data, PlatformFailure>> {
  const giveUpAt = performance.now() + giveUpAfterMs;
  for (let failed = 0, throttled = 0; ; ) {
    const tried = await send();
    if (!tried.ok) return tried;
    const sent = tried.value;
    const problem = shopifyFailure(sent);
    if (!problem && sent.data) return success(sent.data);
    const wasThrottled = isThrottled(sent);
    const pauseMs = wasThrottled ? throttledPauseMs(sent, throttled) : readPauses[failed];
    const isWorthIt = wasThrottled
      ? performance.now() < giveUpAt
      : !writes && problem?.kind === "platform_unreachable";
    const mayRepeat = isWorthIt && !stopping?.aborted;
    if (!mayRepeat || pauseMs === undefined) {
      return failure(
        problem ?? { kind: "platform_unreachable", detail: "A response without data" },
      );
    }
    if (wasThrottled) throttled += 1;
    else failed += 1;
    await pause(Math.max(pauseMs, retryAfterMs(sent) ?? 0), stopping);
    if (stopping?.aborted) {
      return failure({ kind: "platform_unreachable", detail: "This process is stopping" });
    }
  }
}

const isThrottled = ({ status, errors }: OperationResponse<unknown>): boolean =>
  status === 429 || errors.some(({ extensions }) => extensions?.code === "THROTTLED");

/**
 * With throttle status, the queue itself waits for the points. If we're still throttled, other
 * processes share the bucket, so back off.
 */
const throttledPauseMs = ({ receipt }: OperationResponse<unknown>, times: number): number =>
  receipt ? Math.min(2_000, 250 * times) : 1_000;

function retryAfterMs({ retryAfter }: OperationResponse<unknown>): number | undefined {
  if (retryAfter === null) return undefined;
  // Seconds or an HTTP date.
  const seconds = Number(retryAfter);
  const ms = Number.isNaN(seconds) ? Date.parse(retryAfter) - Date.now() : seconds * 1000;
  return Number.isFinite(ms) ? Math.min(maxPauseMs, Math.max(0, ms)) : undefined;
}

const waitUnlessStopping = (ms: number, stopping: AbortSignal | undefined): Promise<void> =>
  new Promise((done) => {
    const end = (): void => {
      clearTimeout(timer);
      stopping?.removeEventListener("abort", end);
      done();
    };
    const timer = setTimeout(end, ms);
    stopping?.addEventListener("abort", end);
  });
