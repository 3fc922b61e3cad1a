import type { Result } from "../../../core/result";
import { failure, success } from "../../../core/result";
import type { RequestPriority } from "../../platform";
import type { PlatformFailure } from "../../platform-failure";
import type { AccessToken } from "../sign-in/offline-tokens.server";
import type { Operation } from "./operation";
import { type RequestOutcome, RequestQueue } from "./request-queue";
import { type OperationResponse, sendOperation } from "./send-operation.server";
import { shopifyFailure } from "./shopify-failure";

/** Asks the Admin API of one shop. Resolves the data, or why there is none. */
export type SendRequest = <Data, Variables>(
  operation: Operation<Data, Variables>,
  variables: Variables,
) => Promise<Result<Data, PlatformFailure>>;

/** Opens the client of one shop: all clients of a shop and process share the shop's queue. */
export type OpenClient = (shopDomain: string, urgency: RequestPriority) => SendRequest;

/** A read that failed is asked again after these milliseconds. */
const readPauses = [300, 1_000, 3_000];
/** A request may be refused as too early for so long before it counts as unanswered. */
const patienceMs = 120_000;
const longestPauseMs = 30_000;

export interface ClientOptions {
  /** Told of every refusal of access, with the reason. */
  onDenied?: (shopDomain: string, reason: string) => Promise<void>;
  /** Aborted when the process is told to stop: nothing is repeated any more. */
  stopping?: AbortSignal;
  /** Waits before a request is repeated; resolves early when `stopping` is aborted. */
  pause?: (ms: number, stopping: AbortSignal | undefined) => Promise<void>;
}

/** The clients of all shops. */
export function adminClients(
  accessToken: AccessToken,
  { onDenied, stopping, pause = waitUnlessStopping }: ClientOptions = {},
): OpenClient {
  const queues = new Map<string, RequestQueue>();
  // What Shopify asks for an operation may be more than the operation says.
  const learned = new Map<string, number>();

  async function send<Data, Variables>(
    shopDomain: string,
    operation: Operation<Data, Variables>,
    variables: Variables,
  ): Promise<RequestOutcome<Tried<Data>>> {
    const token = await accessToken(shopDomain);
    if (!token.ok) return { answer: token, receipt: null };
    let sent = await sendOperation(shopDomain, token.value, operation, variables);
    if (sent.status === 401) {
      // The token is dead before its time. With a new one the request is sent once more.
      const fresh = await accessToken(shopDomain, token.value);
      if (!fresh.ok) return { answer: fresh, receipt: null };
      sent = await sendOperation(shopDomain, fresh.value, operation, variables);
    }
    if (sent.requestedCost !== null) learned.set(operation.name, sent.requestedCost);
    return { answer: success(sent), receipt: sent.receipt };
  }

  return (shopDomain, urgency) => async (operation, variables) => {
    const queue = queues.get(shopDomain) ?? new RequestQueue();
    queues.set(shopDomain, queue);
    const cost = Math.max(operation.cost, learned.get(operation.name) ?? 0);
    const answer = await sendPatiently(
      () => queue.run(cost, urgency, () => send(shopDomain, operation, variables)),
      operation.writes,
      { stopping, pause },
    );
    if (!answer.ok && answer.failure.kind === "platform_denied") {
      await onDenied?.(shopDomain, answer.failure.detail);
    }
    return answer;
  };
}

/** One attempt: it was sent, or there was no token to send it with. */
type Tried<Data> = Result<OperationResponse<Data>, PlatformFailure>;

/**
 * Repeats what is safe to repeat: what Shopify refused as too early was not done, and a read may be
 * asked twice. A write without an answer may have been done: that is for its caller to find out.
 */
async function sendPatiently<Data>(
  send: () => Promise<Tried<Data>>,
  writes: boolean,
  {
    stopping,
    pause,
  }: { stopping: AbortSignal | undefined } & Required<Pick<ClientOptions, "pause">>,
): Promise<Result<Data, PlatformFailure>> {
  const giveUpAt = performance.now() + patienceMs;
  for (let failed = 0, early = 0; ; ) {
    const tried = await send();
    if (!tried.ok) return tried;
    const sent = tried.value;
    const problem = shopifyFailure(sent);
    if (!problem && sent.data) return success(sent.data);
    const isEarly = tooEarly(sent);
    const pauseMs = isEarly ? earlyPauseMs(sent, early) : readPauses[failed];
    const isWorthIt = isEarly
      ? performance.now() < giveUpAt
      : !writes && problem?.kind === "platform_unreachable";
    const mayRepeat = isWorthIt && !stopping?.aborted;
    if (!mayRepeat || pauseMs === undefined) {
      return failure(problem ?? { kind: "platform_unreachable", detail: "An answer without data" });
    }
    if (isEarly) early += 1;
    else failed += 1;
    await pause(Math.max(pauseMs, retryAfterMs(sent) ?? 0), stopping);
    if (stopping?.aborted) {
      return failure({ kind: "platform_unreachable", detail: "This process is stopping" });
    }
  }
}

const tooEarly = ({ status, errors }: OperationResponse<unknown>): boolean =>
  status === 429 || errors.some(({ extensions }) => extensions?.code === "THROTTLED");

/**
 * Where Shopify tells what the bucket holds, the queue waits for the points by itself; who comes too
 * early all the same has others beside it that take them, and comes less often.
 */
const earlyPauseMs = ({ receipt }: OperationResponse<unknown>, times: number): number =>
  receipt ? Math.min(2_000, 250 * times) : 1_000;

function retryAfterMs({ retryAfter }: OperationResponse<unknown>): number | undefined {
  if (retryAfter === null) return undefined;
  // Seconds, or, as HTTP allows, the moment.
  const seconds = Number(retryAfter);
  const ms = Number.isNaN(seconds) ? Date.parse(retryAfter) - Date.now() : seconds * 1000;
  return Number.isFinite(ms) ? Math.min(longestPauseMs, Math.max(0, ms)) : undefined;
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
