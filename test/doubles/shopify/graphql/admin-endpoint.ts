import { setTimeout } from "node:timers/promises";
import { execute, type GraphQLFormattedError, Kind } from "graphql";
import { now } from "../clock/now";
import type { FaultKind } from "../faults/fault";
import { takeFault } from "../faults/take-fault";
import { json, notFound } from "../http/answers";
import type { Outcome, Route, RouteCall } from "../http/route";
import type { Sandbox } from "../sandbox";
import { findShop } from "../shops/find-shop";
import type { Shop } from "../shops/shop";
import { findAccess } from "../sign-in/find-access";
import { impliedScopes } from "../sign-in/scopes";
import { type CheckedRequest, checkRequest, type GraphqlRequest } from "./check-request";
import { countThrottled, readBucket, type ThrottleStatus, takePoints } from "./leaky-bucket";
import { type AdminSchema, loadSchema } from "./load-schema";
import { queryCost } from "./query-cost";
import { logRequest, type RequestLogEntry } from "./request-log";
import { resolveField, resolveType } from "./resolve-field";

/** `POST https://{shop}/admin/api/{version}/graphql.json` */
export const adminEndpoint: Route = {
  method: "POST",
  path: "/shops/:shop/admin/api/:version/graphql.json",
  handle: async (call) => {
    const shop = findShop(call.sandbox, call.params["shop"] ?? "");
    const admin = loadSchema(call.params["version"] ?? "");
    if (!shop || !admin) return notFound();
    const token = call.request.headers.get("x-shopify-access-token");
    const access = findAccess(call.sandbox, shop, token);
    if (!access) return json({ errors: unknownToken }, 401);
    const body = await readBody(call.request);
    if (!body) return json({ errors: "Bad Request" }, 400);
    const check = checkRequest(admin, body);
    if (!check.ok) {
      logRequest(call.sandbox, refusedEntry(call.sandbox, shop, check.errors[0]?.message));
      return json({ errors: check.errors });
    }
    const outcome = await respond(call, shop, admin, check.request, impliedScopes(access.scopes));
    if (outcome instanceof Response) outcome.headers.set("x-shopify-api-version", admin.version);
    return outcome;
  },
};

const refusedEntry = (sandbox: Sandbox, shop: Shop, why = ""): RequestLogEntry => ({
  at: now(sandbox),
  shop: shop.domain,
  operation: "",
  fields: [],
  requestedCost: 0,
  actualCost: null,
  durationMs: 0,
  outcome: `refused: ${why}`,
});

const unknownToken = "[API] Invalid API key or access token (unrecognized login or wrong password)";

async function readBody(request: Request): Promise<GraphqlRequest | undefined> {
  try {
    const body = (await request.json()) as Partial<GraphqlRequest>;
    if (typeof body.query !== "string") return undefined;
    const { query, variables, operationName } = body;
    return { query, variables: variables ?? {}, operationName };
  } catch {
    return undefined;
  }
}

async function respond(
  { sandbox }: RouteCall,
  shop: Shop,
  admin: AdminSchema,
  request: CheckedRequest,
  scopes: ReadonlySet<string>,
): Promise<Outcome> {
  const requested = queryCost(admin.schema, request);
  const fields = rootFieldNames(request);
  const started = performance.now();
  const log = (outcome: string, actualCost: number | null): void =>
    logRequest(sandbox, {
      at: now(sandbox),
      shop: shop.domain,
      operation: request.operation.name?.value ?? "",
      fields,
      requestedCost: requested,
      actualCost,
      durationMs: Math.round(performance.now() - started),
      outcome,
    });
  const names = [...fields, request.operation.name?.value ?? ""];
  const slow = takeFault(sandbox, shop.domain, "graphql", names, ["delay"]);
  if (slow) await setTimeout(slow.delayMs);
  const fault = takeFault(sandbox, shop.domain, "graphql", names, CALL_FAULTS);
  if (fault?.kind === "timeout") return "never-answer";
  if (fault?.kind === "5xx") {
    log("5xx", null);
    return json({ errors: "Internal Server Error" }, 503);
  }
  if (requested > MAX_QUERY_COST) {
    log("too expensive", null);
    return json({ errors: [tooExpensive(requested)] });
  }
  const before = readBucket(sandbox, shop);
  if (fault?.kind === "throttle" || requested > before.currentlyAvailable) {
    countThrottled(sandbox, shop);
    log("THROTTLED", null);
    return json({ errors: [throttled], extensions: { cost: cost(requested, null, before) } });
  }
  // Takes the points first and returns some later, so concurrent requests can't spend them twice.
  takePoints(sandbox, shop, requested);
  const result = await execute({
    schema: admin.schema,
    document: request.document,
    operationName: request.operation.name?.value ?? null,
    variableValues: request.variables,
    contextValue: { sandbox, shop, admin, scopes },
    fieldResolver: resolveField,
    typeResolver: resolveType,
  });
  const actual = Math.min(requested, queryCost(admin.schema, request, result.data ?? null));
  takePoints(sandbox, shop, actual - requested);
  if (fault?.kind === "lost-answer") {
    log("response lost", actual);
    return "cut-connection";
  }
  log(result.errors ? "answered with errors" : "answered", actual);
  return json({
    ...(result.data !== undefined && { data: result.data }),
    ...(result.errors && { errors: result.errors.map((error) => error.toJSON()) }),
    extensions: { cost: cost(requested, actual, readBucket(sandbox, shop)) },
  });
}

// Faults of the call itself. Other kinds affect the work it starts.
const CALL_FAULTS: readonly FaultKind[] = ["5xx", "timeout", "throttle", "lost-answer"];

// The maximum cost of a single query, however full the bucket is.
const MAX_QUERY_COST = 1000;

const tooExpensive = (requested: number): GraphQLFormattedError => ({
  message: `Query cost is ${requested}, which exceeds the single query max cost limit (${MAX_QUERY_COST}).`,
  extensions: { code: "MAX_COST_EXCEEDED", cost: requested, maxCost: MAX_QUERY_COST },
});

const throttled: GraphQLFormattedError = {
  message: "Throttled",
  extensions: { code: "THROTTLED", documentation: "https://shopify.dev/api/usage/rate-limits" },
};

const cost = (
  requestedQueryCost: number,
  actualQueryCost: number | null,
  throttleStatus: ThrottleStatus,
) => ({ requestedQueryCost, actualQueryCost, throttleStatus });

const rootFieldNames = ({ operation }: CheckedRequest): string[] =>
  operation.selectionSet.selections.flatMap((selection) =>
    selection.kind === Kind.FIELD ? [selection.name.value] : [],
  );
