import { notFound, page, seeOther } from "../../http/answers";
import type { Route, RouteCall } from "../../http/route";
import { findShopByHandle } from "../../shops/find-shop";
import type { Shop } from "../../shops/shop";
import { cancelOrder } from "../actions/cancel-order";
import type { Changed } from "../actions/changed";
import { editOrder } from "../actions/edit-order";
import { payOrder } from "../actions/pay-order";
import { refundOrder } from "../actions/refund-order";
import type { Order } from "../order";
import { orderListPage, ordersPath } from "./order-list-page";
import { orderPage } from "./order-page";

type Change = (call: RouteCall, shop: Shop, order: Order, form: URLSearchParams) => Changed;

/** The order pages of the admin, where a merchant can mark as paid, edit, refund and cancel. */
export const orderPageRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/admin/store/:shop/orders",
    handle: ({ sandbox, params, url }) => {
      const shop = findShopByHandle(sandbox, params["shop"] ?? "");
      if (!shop) return notFound("No such shop");
      const search = url.searchParams.get("search") ?? "";
      const requested = Math.trunc(Number(url.searchParams.get("page"))) || 1;
      return page(orderListPage(sandbox, shop, { search, page: Math.max(1, requested) }));
    },
  },
  {
    method: "GET",
    path: "/admin/store/:shop/orders/:order",
    handle: (call) => {
      const [shop, order] = find(call);
      return shop && order ? page(orderPage(shop, order)) : notFound("No such order");
    },
  },
  change("pay", ({ sandbox }, shop, order) => payOrder(sandbox, shop, order)),
  change("cancel", ({ sandbox }, shop, order, form) =>
    cancelOrder(sandbox, shop, order, {
      refund: form.get("refund") === "1",
      restock: form.get("restock") === "1",
    }),
  ),
  change("refund", ({ sandbox }, shop, order, form) => {
    const lineId = form.get("line");
    if (lineId === null) return refundOrder(sandbox, shop, order);
    const lines = [{ lineId, quantity: Number(form.get("quantity")) }];
    return refundOrder(sandbox, shop, order, { lines });
  }),
  change("edit", ({ sandbox }, shop, order, form) =>
    editOrder(sandbox, shop, order, {
      quantities: [{ lineId: form.get("line") ?? "", quantity: Number(form.get("quantity")) }],
    }),
  ),
  change("add", ({ sandbox }, shop, order, form) =>
    editOrder(sandbox, shop, order, { add: [{ variantId: form.get("variant") ?? "" }] }),
  ),
];

function change(action: string, make: Change): Route {
  return {
    method: "POST",
    path: `/admin/store/:shop/orders/:order/${action}`,
    handle: async (call) => {
      const [shop, order] = find(call);
      if (!shop || !order) return notFound("No such order");
      const form = new URLSearchParams(await call.request.text());
      const changed = make(call, shop, order, form);
      if (!changed.ok) return page(orderPage(shop, order, changed.message), 422);
      // Respond only after the webhooks are delivered.
      await call.sandbox.settle();
      return seeOther(`${ordersPath(shop)}/${order.id}`);
    },
  };
}

function find({ sandbox, params }: RouteCall): [Shop | undefined, Order | undefined] {
  const shop = findShopByHandle(sandbox, params["shop"] ?? "");
  return [shop, shop?.orders[params["order"] ?? ""]];
}
