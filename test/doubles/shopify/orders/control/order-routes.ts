import { setImmediate } from "node:timers/promises";
import { codeKey } from "../../discounts/codes/code-index";
import { json, notFound } from "../../http/answers";
import type { Route, RouteCall } from "../../http/route";
import { findShop } from "../../shops/find-shop";
import type { Shop } from "../../shops/shop";
import { type CancelRequest, cancelOrder } from "../actions/cancel-order";
import type { Changed } from "../actions/changed";
import { type EditRequest, editOrder } from "../actions/edit-order";
import { plainId } from "../actions/find-line";
import type { OrderRequest } from "../actions/order-request";
import { payOrder } from "../actions/pay-order";
import { type Placed, placeOrder } from "../actions/place-order";
import { type RefundRequest, refundOrder } from "../actions/refund-order";
import { toMinor } from "../money";
import { type Order, orderCodes } from "../order";
import { describeOrder } from "./describe-order";

const ROOT = "/control/api/shops/:shop/orders";

const inShop = (
  method: "GET" | "POST",
  path: string,
  handle: (call: RouteCall, shop: Shop) => Response | Promise<Response>,
): Route => ({
  method,
  path: ROOT + path,
  handle: (call) => {
    const shop = findShop(call.sandbox, call.params["shop"] ?? "");
    return shop ? handle(call, shop) : notFound("No such shop");
  },
});

/** Parses the optional request body. */
async function read<T>({ request }: RouteCall): Promise<Partial<T>> {
  return JSON.parse((await request.text()) || "{}") as Partial<T>;
}

/** A route that changes an order. It responds once the webhooks are delivered. */
const onOrder = (
  action: string,
  change: (call: RouteCall, shop: Shop, order: Order) => Promise<Changed>,
): Route =>
  inShop("POST", `/:order/${action}`, async (call, shop) => {
    const order = shop.orders[plainId(call.params["order"] ?? "")];
    if (!order) return notFound("No such order");
    const changed = await change(call, shop, order);
    if (!changed.ok) return json({ errors: changed.message }, 422);
    await call.sandbox.settle();
    return json(describeOrder(shop, order));
  });

interface ManyOrders {
  orders: OrderRequest[];
  /** Whether to respond only after the webhooks are delivered. */
  settle: boolean;
}

/** Places, changes and lists orders without the storefront. */
export const orderRoutes: readonly Route[] = [
  inShop("GET", "", ({ url }, shop) => {
    const code = url.searchParams.get("code");
    const orders = Object.values(shop.orders).filter(
      (order) => code === null || orderCodes(order).some((one) => codeKey(one) === codeKey(code)),
    );
    return json({ orders: orders.map((order) => describeOrder(shop, order)) });
  }),
  inShop("POST", "", async (call, shop) => {
    const placed = placeOrder(call.sandbox, shop, await read<OrderRequest>(call));
    if (!placed.ok) return json({ errors: placed.message, refused: placed.refused }, 422);
    await call.sandbox.settle();
    return json(describeOrder(shop, placed.order), 201);
  }),
  inShop("POST", "/many", async (call, shop) => {
    const { orders = [], settle = false } = await read<ManyOrders>(call);
    const results: Placed[] = [];
    for (const order of orders) {
      results.push(placeOrder(call.sandbox, shop, order));
      // Lets the first webhooks be sent in the meantime.
      if (results.length % 100 === 0) await setImmediate();
    }
    if (settle) await call.sandbox.settle();
    return json(
      {
        placed: results.filter(({ ok }) => ok).length,
        // In the order of the request.
        orders: results.map((result) =>
          result.ok
            ? { id: result.order.id, name: `#${result.order.number}` }
            : { errors: result.message, refused: result.refused },
        ),
      },
      201,
    );
  }),
  inShop("GET", "/:order", ({ params }, shop) => {
    const order = shop.orders[plainId(params["order"] ?? "")];
    return order ? json(describeOrder(shop, order)) : notFound("No such order");
  }),
  onOrder("pay", async ({ sandbox }, shop, order) => payOrder(sandbox, shop, order)),
  onOrder("cancel", async (call, shop, order) =>
    cancelOrder(call.sandbox, shop, order, await read<CancelRequest>(call)),
  ),
  onOrder("refund", async (call, shop, order) => {
    // In requests, the amount is a decimal.
    const { amount, ...rest } = await read<Omit<RefundRequest, "amount"> & { amount: string }>(
      call,
    );
    const minor = amount === undefined ? {} : { amount: toMinor(shop.currency, amount) };
    return refundOrder(call.sandbox, shop, order, { ...rest, ...minor });
  }),
  onOrder("edit", async (call, shop, order) =>
    editOrder(call.sandbox, shop, order, await read<EditRequest>(call)),
  ),
];
