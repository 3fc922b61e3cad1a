import { ClientError, GraphQLClient } from "graphql-request";
import type { Operation } from "./operation";
import type { RequestCost, ThrottleStatus } from "./point-bucket";
import type { Reply } from "./shopify-failure";

/** Admin API version of all operations. */
const apiVersion = "2026-10";
/** Shopify times out after about ten seconds. */
const timeoutMs = 15_000;

/** A response with its cost. */
export interface OperationResponse<Data> extends Reply {
  data: Data | undefined;
  receipt: RequestCost | null;
  /** Cost that Shopify calculated for the operation; null if unknown. */
  requestedCost: number | null;
}

/** Sends an operation once. Never rejects: a network error becomes a response with status 0. */
export async function sendOperation<Data, Variables>(
  shopDomain: string,
  accessToken: string,
  operation: Operation<Data, Variables>,
  variables: Variables,
): Promise<OperationResponse<Data>> {
  const client = new GraphQLClient(`https://${shopDomain}/admin/api/${apiVersion}/graphql.json`, {
    headers: { "X-Shopify-Access-Token": accessToken },
    // Resolved per request, so tests and the sandbox can replace the global fetch.
    fetch: (input, init) => globalThis.fetch(input, init),
    errorPolicy: "all",
  });
  try {
    const response = await client.rawRequest<Data, Record<string, unknown>>({
      query: operation.text,
      variables: variables as Record<string, unknown>,
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { ...reply(response), data: response.data };
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

/** Response fields that graphql-request leaves untyped. */
interface UntypedResponse {
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
}: UntypedResponse): Omit<OperationResponse<never>, "data"> {
  const { cost } = (extensions ?? {}) as {
    cost?: {
      requestedQueryCost?: number;
      /** Null for a throttled request. */
      actualQueryCost?: number | null;
      throttleStatus?: ThrottleStatus;
    };
  };
  return {
    status,
    // Shopify returns `{"errors": "a sentence"}` when it rejects the token.
    errors: Array.isArray(errors) ? errors : errors ? [{ message: JSON.stringify(errors) }] : [],
    retryAfter: headers instanceof Headers ? headers.get("retry-after") : null,
    receipt: cost?.throttleStatus
      ? { bucket: cost.throttleStatus, spent: cost.actualQueryCost ?? 0 }
      : null,
    requestedCost: cost?.requestedQueryCost ?? null,
  };
}
