import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { busy } from "../core/failures";
import type { ShopContext } from "../core/ids";
import { failure, type Result, success } from "../core/result";
import { type Database, isLockTimeout } from "../database/database.server";
import { findShopByDomain } from "../features/shops/find-shop.server";
import type { VerifiedShopper } from "../platform/shopify/verify-shopper.server";
import type { MachineRequest } from "../server/machine-request.server";
import type { MachineResponse } from "../server/machine-response.server";
import { acceptRequestId, requestIdHeader } from "../server/request-id";
import type { HandlerInput, RequestHandler } from "../server/router.server";
import type { AppServices } from "../services.server";
import { type CallsPerMinute, countCalls } from "./calls-per-minute";
import { type Door, doors } from "./doors.server";
import { type StoreSlots, storeSlots } from "./store-slots";
import { type StorefrontProblem, storefrontProblem } from "./storefront-problem";

/** Input of an endpoint: a verified shopper of a store that has the app. */
export interface ShopperRequest<Query> {
  services: AppServices;
  shop: ShopContext;
  /** Digits of the signed-in customer's ID; null for a guest. */
  customerId: string | null;
  query: Query;
}

/** What shoppers can ask. Both doors lead to the same endpoints. */
export interface StorefrontEndpoint {
  /** The last part of its address. */
  name: string;
  query: z.ZodType;
  work(request: ShopperRequest<unknown>): Promise<unknown>;
}

/** Declares an endpoint. `query` gets every parameter as a list, because any may be repeated. */
export function storefrontEndpoint<Schema extends z.ZodType>(
  name: string,
  query: Schema,
  work: (request: ShopperRequest<z.output<Schema>>) => Promise<unknown>,
): StorefrontEndpoint {
  return { name, query, work: work as StorefrontEndpoint["work"] };
}

/**
 * Calls per minute. A page calls twice, and again when the cart changes. Guests of a store share a
 * limit, because what tells them apart can be made up.
 */
const limits = { customer: 60, guests: 3_000 };
const methods = ["GET", "HEAD"];

/** What this process remembers about its callers, by database. */
const callers = new WeakMap<Database, { calls: CallsPerMinute; slots: StoreSlots }>();

/** Answers an endpoint behind a door, or with 404 if there is no endpoint. */
export function storefrontRoute(
  doorName: keyof typeof doors,
  endpoint?: StorefrontEndpoint,
): RequestHandler {
  const door = doors[doorName];
  return async ({ request, services }) => {
    const headers = {
      ...door.headers,
      "Cache-Control": "no-store",
      [requestIdHeader]: acceptRequestId(request.headers.get(requestIdHeader), randomUUID),
    };
    const answer = await respond({ request, services }, door, endpoint, headers);
    await request.discardBody();
    return answer;
  };
}

async function respond(
  { request, services }: HandlerInput,
  door: Door,
  endpoint: StorefrontEndpoint | undefined,
  headers: Record<string, string>,
): Promise<MachineResponse> {
  const allowed = { ...headers, Allow: [...methods, "OPTIONS"].join(", ") };
  if (!endpoint) return storefrontProblem({ kind: "not_found" }, headers);
  if (request.method === "OPTIONS") return { status: 204, headers: allowed, body: "" };
  if (!methods.includes(request.method)) {
    return storefrontProblem({ kind: "method_not_allowed" }, allowed);
  }
  try {
    const result = await answer(services, request, door, endpoint);
    if (!result.ok) return storefrontProblem(result.failure, headers);
    const body = JSON.stringify(result.value);
    return { status: 200, headers: { ...headers, "Content-Type": "application/json" }, body };
  } catch (error) {
    if (isLockTimeout(error)) return storefrontProblem(busy, headers);
    services.log.error({ err: error, endpoint: endpoint.name }, "storefront request failed");
    return storefrontProblem({ kind: "internal_error" }, headers);
  }
}

async function answer(
  services: AppServices,
  request: MachineRequest,
  door: Door,
  endpoint: StorefrontEndpoint,
): Promise<Result<unknown, StorefrontProblem>> {
  const url = new URL(request.target, "http://localhost");
  const shopper = await door.verify(services.verifyShopper, request, url.searchParams);
  if (!shopper) return failure({ kind: door.rejection });
  const { database, clock } = services;
  const known = callers.get(database) ?? { calls: countCalls(), slots: storeSlots() };
  callers.set(database, known);
  const wait = known.calls.secondsToWait(callerOf(shopper), limitOf(shopper), clock.now());
  if (wait > 0) return failure({ kind: "rate_limited", retryAfterSeconds: wait });
  const query = endpoint.query.safeParse(lists(url.searchParams));
  if (!query.success) {
    const [issue] = query.error.issues;
    return failure({
      kind: "invalid_input",
      ...(issue && { message: `${issue.path[0]?.toString() ?? "Query"}: ${issue.message}` }),
    });
  }
  const { customerId } = shopper;
  const result = await known.slots.run(shopper.shopDomain, async () => {
    const shop = await findShopByDomain(services, shopper.shopDomain);
    if (!shop) return failure({ kind: "store_unknown" } as const);
    return success(await endpoint.work({ services, shop, customerId, query: query.data }));
  });
  return result ?? failure({ ...busy });
}

const callerOf = ({ shopDomain, customerId }: VerifiedShopper) => `${shopDomain} ${customerId}`;
const limitOf = ({ customerId }: VerifiedShopper) =>
  customerId === null ? limits.guests : limits.customer;

/** All values of each parameter. */
function lists(query: URLSearchParams): Record<string, string[]> {
  return Object.fromEntries([...query.keys()].map((name) => [name, query.getAll(name)]));
}
