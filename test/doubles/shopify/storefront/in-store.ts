import { notFound } from "../http/answers";
import type { Route, RouteCall } from "../http/route";
import { findShopByHandle } from "../shops/find-shop";
import type { Shop } from "../shops/shop";
import { readSession, type StoreSession } from "./session";
import { withTheme } from "./with-theme";

export interface StoreCall extends RouteCall {
  readonly shop: Shop;
  readonly session: StoreSession;
}

/** A route below `/store/:shop` that responds with 404 for unknown shops. */
export const inStore = (
  method: "GET" | "POST",
  path: string,
  handle: (call: StoreCall) => Response | Promise<Response>,
): Route => ({
  method,
  path: `/store/:shop${path}`,
  handle: async (call) => {
    const shop = findShopByHandle(call.sandbox, call.params["shop"] ?? "");
    if (!shop) return notFound("No such shop");
    const storeCall = { ...call, shop, session: readSession(call.request, shop) };
    return withTheme(storeCall, await handle(storeCall));
  },
});

/** The fields of a submitted form. */
export const readForm = async ({ request }: RouteCall): Promise<URLSearchParams> =>
  new URLSearchParams(await request.text());
