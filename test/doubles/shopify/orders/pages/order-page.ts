import { type Html, html } from "../../http/html";
import { layout } from "../../http/layout";
import { ownedVariants } from "../../products/catalogue";
import { gid } from "../../shops/gid";
import type { Shop } from "../../shops/shop";
import { moneyText } from "../money";
import { type Order, type OrderLine, orderName } from "../order";
import { orderTotals } from "../order-totals";
import { discountAmounts } from "../payloads/discount-payloads";
import { lineName } from "../payloads/line-payload";
import { ordersPath, stateText, utcTime } from "./order-list-page";

/** The page of an order with its actions. `problem` is the error message of a failed change. */
export function orderPage(shop: Shop, order: Order, problem?: string): string {
  const path = `${ordersPath(shop)}/${order.id}`;
  return layout(
    `Order ${orderName(order)}`,
    html`<p><a href="${ordersPath(shop)}">All orders of ${shop.name}</a></p>
${problem === undefined ? null : html`<p class="bad" role="alert">${problem}</p>`}
<section data-state="${stateText(order)}"><p>${stateText(order)} · ${utcTime(order.createdAt)} UTC ·
${order.email ?? "no email"} · ${order.customerId === null ? "guest" : "customer"}</p>
<p class="quiet"><code>${gid("Order", order.id)}</code></p>${actions(path, order)}</section>
${lines(shop, path, order)}${totals(shop, order)}${refunds(shop, order)}`,
  );
}

const button = (path: string, action: string, label: string, className = ""): Html =>
  html`<form method="post" action="${path}/${action}"><button class="${className}">${label}</button></form>`;

function actions(path: string, order: Order): Html {
  const { outstanding, received, refunded } = orderTotals(order);
  const open = order.cancelledAt === null;
  return html`${open && outstanding > 0 ? button(path, "pay", "Pay", "main") : null}
${received > refunded ? button(path, "refund", "Refund all") : null}
${
  open
    ? html`<form method="post" action="${path}/cancel">
<label>Payment<select name="refund"><option value="1">Refund</option><option value="">Keep</option></select></label>
<label>Items<select name="restock"><option value="1">Restock</option><option value="">Don't restock</option></select></label>
<button class="danger">Cancel order</button></form>`
    : null
}`;
}

const lines = (shop: Shop, path: string, order: Order): Html =>
  html`<section><h2>Items</h2><table><tr><th>Item</th><th>Price</th><th>Quantity</th><th></th></tr>
${order.lines.map((line) => row(shop, path, order, line))}</table>${
    order.cancelledAt === null ? addForm(shop, path) : null
  }</section>`;

function row(shop: Shop, path: string, order: Order, line: OrderLine): Html {
  const name = lineName(line);
  const can = order.cancelledAt === null;
  return html`<tr data-line="${line.id}" data-quantity="${line.currentQuantity}/${line.quantity}"><td>${name}</td><td>${moneyText(shop.currency, line.price)}</td>
<td>${line.currentQuantity} of ${line.quantity}</td><td>${
    can
      ? html`<form method="post" action="${path}/edit"><input type="hidden" name="line" value="${line.id}">
<label>New quantity of ${name}<input name="quantity" type="number" min="0" value="${line.currentQuantity}" required></label>
<button>Change quantity</button></form>`
      : null
  }${
    line.currentQuantity > 0 && can
      ? html`<form method="post" action="${path}/refund"><input type="hidden" name="line" value="${line.id}">
<label>Refund of ${name}<input name="quantity" type="number" min="1" max="${line.currentQuantity}" value="1" required></label>
<button>Refund part</button></form>`
      : null
  }</td></tr>
`;
}

const addForm = (shop: Shop, path: string): Html =>
  html`<form method="post" action="${path}/add"><label>Item to add<select name="variant">${Object.values(
    shop.products,
  )
    .filter(({ status }) => status === "ACTIVE")
    .flatMap(ownedVariants)
    .map(
      ({ id, product, variant }) =>
        html`<option value="${id}">${product.title}, ${variant.title}</option>`,
    )}</select></label><button>Add item</button></form>`;

function totals(shop: Shop, order: Order): Html {
  const sums = orderTotals(order);
  const amounts = discountAmounts(order);
  const line = (label: string, minor: number): Html =>
    html`<tr><td>${label}</td><td>${moneyText(shop.currency, minor)}</td></tr>`;
  return html`<section><h2>Money</h2><table>${order.discounts.map((discount, place) =>
    line(`Discount ${discount.code ?? discount.title}`, -(amounts[place] ?? 0)),
  )}${line("Shipping", sums.shipping)}${line("Total", sums.total)}
${line("Total now", sums.currentTotal)}${line("Received", sums.received)}
${line("Refunded", sums.refunded)}${line("Outstanding", sums.outstanding)}</table></section>`;
}

const refunds = (shop: Shop, order: Order): Html | null =>
  order.refunds.length === 0
    ? null
    : html`<section><h2>Refunds</h2><table>${order.refunds.map(
        (refund) =>
          html`<tr><td>${utcTime(refund.createdAt)}</td><td>${moneyText(
            shop.currency,
            order.transactions
              .filter(({ id }) => refund.transactionIds.includes(id))
              .reduce((sum, { amount }) => sum + amount, 0),
          )}</td><td>${refund.lines.reduce((sum, { quantity }) => sum + quantity, 0)} items</td></tr>`,
      )}</table></section>`;
