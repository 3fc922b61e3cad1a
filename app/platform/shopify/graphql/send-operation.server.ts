import { ClientError, GraphQLClient } from "graphql-request";
import type { Operation } from "./operation";
import type { RequestCost, ThrottleStatus } from "./point-bucket";
import type { Reply } from "./shopify-failure";

/** The version of the Admin API that every operation is written for. */
const apiVersion = "2026-10";
/** Shopify ends its own work after about ten seconds; what has not come then does not come. */
const timeoutMs = 15_000;

/** What came back, and what it cost. */
export interface OperationResponse<Data> extends Reply {
  data: Data | undefined;
  receipt: RequestCost | null;
  /** What Shopify asked for the operation; null where it told nothing. */
  requestedCost: number | null;
}

/** Sends an operation once. Never rejects: that no answer came is an answer, too. */
export async function sendOperation<Data, Variables>(
  shopDomain: string,
  accessToken: string,
  operation: Operation<Data, Variables>,
  variables: Variables,
): Promise<OperationResponse<Data>> {
  const client = new GraphQLClient(`https://${shopDomain}/admin/api/${apiVersion}/graphql.json`, {
    headers: { "X-Shopify-Access-Token": accessToken },
    // Read at every request: whoever watches the requests of a process puts it there.
    fetch: (input, init) => globalThis.fetch(input, init),
    errorPolicy: "all",
  });
  try {
    const answer = await client.rawRequest<Data, Record<string, unknown>>({
      query: operation.text,
      variables: variables as Record<string, unknown>,
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { ...reply(answer), data: answer.data };
  } catch (error) {
    if (error instanceof ClientError) return { ...reply(error.response), data: undefined };
    const message = error instanceof Error ? error.message : String(error);
    const errors = [{ message }];
    return {
      status: 0,
      errors,
      retryAfter: null,
      data: undefined,
      receipt: null,
      requestedCost: null,
    };
  }
}

/** The parts of an answer that graphql-request leaves untyped. */
interface Answered {
  status: number;
  headers?: unknown;
  errors?: unknown;
  extensions?: unknown;
}

function reply({
  status,
  headers,
  errors,
  extensions,
}: Answered): Omit<OperationResponse<never>, "data"> {
  const { cost } = (extensions ?? {}) as {
    cost?: {
      requestedQueryCost?: number;
      /** Null for a request that was refused. */
      actualQueryCost?: number | null;
      throttleStatus?: ThrottleStatus;
    };
  };
  return {
    status,
    // Shopify answers `{"errors": "a sentence"}` where it refuses the token.
    errors: Array.isArray(errors) ? errors : errors ? [{ message: JSON.stringify(errors) }] : [],
    retryAfter: headers instanceof Headers ? headers.get("retry-after") : null,
    receipt: cost?.throttleStatus
      ? { bucket: cost.throttleStatus, spent: cost.actualQueryCost ?? 0 }
      : null,
    requestedCost: cost?.requestedQueryCost ?? null,
  };
}
