import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { busy } from "../core/failures";
import type { Actor, ShopContext } from "../core/ids";
import { failure, type Result } from "../core/result";
import { isLockTimeout } from "../database/database.server";
import { mayUsePool } from "../features/api-keys/api-key";
import type { AuthenticatedKey } from "../features/api-keys/authenticate-key.server";
import { authenticateKey } from "../features/api-keys/authenticate-key.server";
import { findPoolCoalesced } from "../features/pools/find-pool-coalesced.server";
import type { Pool, Stock } from "../features/pools/pool";
import type { MachineRequest } from "../server/machine-request.server";
import type { MachineResponse } from "../server/machine-response.server";
import { acceptRequestId, requestIdHeader } from "../server/request-id";
import type { HandlerInput, RequestHandler } from "../server/router.server";
import type { AppServices } from "../services.server";
import type {
  bodyRejections,
  commonRejections,
  Operation,
  poolRejections,
} from "./operations/operation";
import { problemResponse, type Rejection } from "./problems/problem-response";
import type { ProblemCode } from "./problems/problems";
import { rateLimitHeaders } from "./rate-limit-headers";
import { matchedVersion, versionTag } from "./requests/etag";
import { readIdempotencyKey } from "./requests/idempotency-key";
import { readCredentials } from "./requests/read-credentials";
import { parseInput, readJson, readPath, readQuery } from "./requests/read-input.server";
import { jsonPieces } from "./responses/json-pieces";

/** Input of an operation, after authentication and validation. */
export interface ApiRequest<Declared extends Operation> {
  services: AppServices;
  shop: ShopContext;
  key: AuthenticatedKey;
  /** The key, as named in the activity log. */
  actor: Actor;
  params: z.output<Declared["params"]>;
  query: z.output<Declared["query"]>;
  body: z.output<NonNullable<Declared["body"]>>;
  /** The pool in the path, which the key may use. */
  pool: z.output<Declared["params"]> extends { handle: string } ? Pool & Stock : null;
  /** Header `Idempotency-Key`. */
  idempotencyKey: string | undefined;
  /** Version from `If-Match`. */
  version: Declared["needsMatch"] extends true ? number : number | undefined;
}

type CodesOf<Declared extends Operation> =
  | Declared["refusals"][number]
  | (typeof commonRejections)[number]
  | (typeof bodyRejections)[number]
  | (typeof poolRejections)[number]
  | "outdated"
  | "request_key_reused";

/** An operation with its implementation. */
export interface Endpoint {
  operation: Operation;
  work(request: ApiRequest<Operation>): Promise<Result<unknown, Rejection>>;
}

/** Connects an operation with its implementation: one feature call and its response. */
export function endpoint<Declared extends Operation>(
  operation: Declared,
  work: (
    request: ApiRequest<Declared>,
  ) => Promise<Result<z.input<Declared["response"]>, Rejection<CodesOf<Declared> & ProblemCode>>>,
): Endpoint {
  return { operation, work: work as unknown as Endpoint["work"] };
}

/** Handles all operations of a path. Every response is typed JSON, including rejections. */
export function apiRoute(...endpoints: Endpoint[]): RequestHandler {
  return (input) => respond(input, endpoints);
}

async function respond(
  { request, services }: HandlerInput,
  endpoints: Endpoint[],
): Promise<MachineResponse> {
  const requestId = acceptRequestId(request.headers.get(requestIdHeader), randomUUID);
  const call: ApiCall = {
    services,
    request,
    url: new URL(request.target, "http://localhost"),
    origin: services.env.SHOPIFY_APP_URL,
    headers: { "Cache-Control": "no-store", [requestIdHeader]: requestId },
  };
  try {
    const allowed = ["OPTIONS", ...endpoints.map(({ operation }) => operation.method)];
    if (allowed.includes("GET")) allowed.push("HEAD");
    if (request.method === "OPTIONS") {
      return { status: 204, headers: { ...call.headers, Allow: allowed.join(", ") }, body: "" };
    }
    const method = request.method === "HEAD" ? "GET" : request.method;
    const found = endpoints.find(({ operation }) => operation.method === method);
    if (!found) {
      call.headers["Allow"] = allowed.join(", ");
      await request.discardBody();
      return refuse(call, { kind: endpoints.length > 0 ? "method_not_allowed" : "not_found" });
    }
    const result = await perform(call, found);
    if (result.ok) return accept(call, found.operation, result.value);
    await request.discardBody();
    return refuse(call, result.failure);
  } catch (error) {
    if (isLockTimeout(error)) return refuse(call, { ...busy });
    services.log.error({ err: error, path: call.url.pathname }, "api request failed");
    return refuse(call, { kind: "internal_error" });
  }
}

interface ApiCall {
  services: AppServices;
  request: MachineRequest;
  url: URL;
  origin: string;
  /** Headers of the response, whatever its status. */
  headers: Record<string, string>;
}

async function perform(
  call: ApiCall,
  { operation, work }: Endpoint,
): Promise<Result<unknown, Rejection>> {
  const { services, request } = call;
  const admitted = await admit(call, operation);
  if (!admitted.ok) return admitted;
  const { shop, key } = admitted.value;
  const read = await readAll(call, operation);
  if (!read.ok) return read;
  const { handle } = read.value.params as { handle?: string };
  const pool = handle === undefined ? null : await findPoolCoalesced(services, shop, handle);
  if (pool && !pool.ok) return pool;
  if (pool && !mayUsePool(key, pool.value.id)) return failure({ kind: "pool_forbidden" });
  const version = operation.needsMatch ? readMatch(request, pool?.value.version) : undefined;
  if (version && !version.ok) return version;
  return work({
    services,
    shop,
    key,
    actor: { name: key.name },
    ...read.value,
    pool: (pool?.value ?? null) as never,
    version: version?.value,
  });
}

/** Authenticates the key, applies its rate limit and checks its scope. */
async function admit(call: ApiCall, operation: Operation) {
  const header = call.request.headers.get("Authorization");
  const text = readCredentials(header);
  if (!text) {
    call.headers["WWW-Authenticate"] = "Bearer";
    return failure({ kind: header ? "key_invalid" : "key_missing" } as const);
  }
  const admitted = await authenticateKey(call.services, {
    text,
    address: call.request.address(),
  });
  if (!admitted.ok) {
    const refused = admitted.failure;
    if (refused.kind !== "rate_limited") {
      call.headers["WWW-Authenticate"] = 'Bearer error="invalid_token"';
      return failure(refused);
    }
    Object.assign(call.headers, rateLimitHeaders(refused.use));
    return failure({ kind: "rate_limited", retryAfterSeconds: refused.use.resetSeconds } as const);
  }
  Object.assign(call.headers, rateLimitHeaders(admitted.value.use));
  if (admitted.value.key.scopes.includes(operation.scope)) return admitted;
  return failure({ kind: "scope_missing", scope: operation.scope } as const);
}

async function readAll({ request, url }: ApiCall, operation: Operation) {
  const path = readPath(operation.path, url.pathname);
  if (!path) return failure({ kind: "not_found" } as const);
  // A malformed ID or handle can't exist.
  const params = operation.params.safeParse(path);
  if (!params.success) return failure({ kind: notFoundCode(operation) });
  const parameters = readQuery(url);
  if (!parameters.ok) return parameters;
  const query = parseInput(operation.query, parameters.value);
  if (!query.ok) return query;
  const idempotencyKey = operation.takesRequestKey ? readIdempotencyKey(request) : undefined;
  if (idempotencyKey && !idempotencyKey.ok) return idempotencyKey;
  const json = operation.body ? await readJson(request, operation.maxBytes) : undefined;
  if (json && !json.ok) return json;
  const body = operation.body ? parseInput(operation.body, json?.value) : undefined;
  if (body && !body.ok) return body;
  return {
    ok: true as const,
    value: {
      params: params.data,
      query: query.value,
      body: body?.value,
      idempotencyKey: idempotencyKey?.value,
    },
  };
}

function notFoundCode({ refusals, path }: Operation): ProblemCode {
  const ofId = path.includes("{id}") && refusals.find((code) => code.endsWith("_not_found"));
  return ofId || "pool_not_found";
}

/** The version from `If-Match`. `*` means the current one. */
function readMatch(
  request: MachineRequest,
  current: number | undefined,
): Result<number, Rejection> {
  const header = request.headers.get("If-Match");
  if (header === null) return failure({ kind: "precondition_required" });
  const version = matchedVersion(header);
  if (version === "any" && current !== undefined) return { ok: true, value: current };
  if (version === undefined || version === "any") return failure({ kind: "outdated" });
  return { ok: true, value: version };
}

function accept({ headers }: ApiCall, operation: Operation, value: unknown): MachineResponse {
  if (operation.hasVersion) {
    headers["ETag"] = versionTag((value as { version: number }).version);
  }
  headers["Content-Type"] = "application/json";
  const body = operation.streamsResponse ? jsonPieces(value) : JSON.stringify(value);
  return { status: 200, headers, body };
}

function refuse({ origin, headers }: ApiCall, refusal: Rejection): MachineResponse {
  const { retryAfterSeconds } = refusal;
  if (retryAfterSeconds !== undefined) headers["Retry-After"] = String(retryAfterSeconds);
  return problemResponse(origin, headers[requestIdHeader] ?? "", refusal, headers);
}
