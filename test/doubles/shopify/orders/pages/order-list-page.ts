import { codeKey } from "../../discounts/codes/code-index";
import { type Html, html } from "../../http/html";
import { layout } from "../../http/layout";
import type { Sandbox } from "../../sandbox";
import { shopHandle } from "../../shops/find-shop";
import type { Shop } from "../../shops/shop";
import { moneyText } from "../money";
import { type Order, orderCodes, orderName } from "../order";
import { financialStatus, orderTotals } from "../order-totals";

const PER_PAGE = 50;

export const ordersPath = (shop: Shop): string => `/admin/store/${shopHandle(shop)}/orders`;

export interface OrderListView {
  /** A code, order name or email; empty for all. */
  search: string;
  page: number;
}

/** The list of a shop's orders, newest first. */
export function orderListPage(sandbox: Sandbox, shop: Shop, view: OrderListView): string {
  const found = searchOrders(shop, view.search).reverse();
  const shown = found.slice((view.page - 1) * PER_PAGE, view.page * PER_PAGE);
  return layout(
    `Orders of ${shop.name}`,
    html`<p><a href="/admin/store/${shopHandle(shop)}">Back to ${sandbox.settings.app.title}</a>
· <a href="/store/${shopHandle(shop)}">Online store</a></p>
<section data-orders-count="${found.length}"><form method="get" action="${ordersPath(shop)}"><label>Code, name or email
<input name="search" value="${view.search}"></label><button>Search</button></form>${
      shown.length === 0
        ? html`<p class="quiet">No orders here. Buy something in the
<a href="/store/${shopHandle(shop)}">online store</a>.</p>`
        : html`<table><tr><th>Order</th><th>Time (UTC)</th><th>Customer</th><th>Codes</th><th>State</th><th>Total</th></tr>
${shown.map((order) => row(shop, order))}</table>`
    }${pages(shop, view, found.length)}</section>`,
  );
}

function searchOrders(shop: Shop, search: string): Order[] {
  const key = codeKey(search.trim());
  return Object.values(shop.orders).filter(
    (order) =>
      key === "" ||
      orderCodes(order).some((code) => codeKey(code) === key) ||
      orderName(order) === key ||
      String(order.number) === key ||
      order.email?.toLowerCase() === key,
  );
}

export const stateText = (order: Order): string =>
  [
    financialStatus(order).toLowerCase().replaceAll("_", " "),
    ...(order.cancelledAt === null ? [] : ["cancelled"]),
    ...(order.edited ? ["edited"] : []),
    ...(order.test ? ["test"] : []),
  ].join(", ");

export const utcTime = (ms: number): string =>
  new Date(ms).toISOString().slice(0, 16).replace("T", " ");

const row = (shop: Shop, order: Order): Html =>
  html`<tr data-order="${order.id}"><td><a href="${ordersPath(shop)}/${order.id}">${orderName(order)}</a></td>
<td>${utcTime(order.createdAt)}</td><td>${order.email ?? "nobody"}</td>
<td>${orderCodes(order).join(", ")}</td><td>${stateText(order)}</td>
<td>${moneyText(shop.currency, orderTotals(order).currentTotal)}</td></tr>
`;

function pages(shop: Shop, { search, page }: OrderListView, total: number): Html {
  const link = (to: number, label: string): Html =>
    html`<a href="${ordersPath(shop)}?${new URLSearchParams({ search, page: String(to) }).toString()}">${label}</a> `;
  return html`<p>${total} orders. ${page > 1 ? link(page - 1, "Newer") : null}
${page * PER_PAGE < total ? link(page + 1, "Older") : null}</p>`;
}
