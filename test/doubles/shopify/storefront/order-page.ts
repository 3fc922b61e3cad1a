import { blockPlace, targetPlace, thankYouBlock } from "../checkout-extensions/checkout-targets";
import { html } from "../http/html";
import { moneyText } from "../orders/money";
import { type Order, orderName } from "../orders/order";
import { financialStatus, orderTotals } from "../orders/order-totals";
import { discountAmounts } from "../orders/payloads/discount-payloads";
import type { Shop } from "../shops/shop";
import { type StoreSession, storePath } from "./session";
import { storeLayout } from "./store-layout";

const STATUS: Readonly<Record<ReturnType<typeof financialStatus>, string>> = {
  PENDING: "to be paid",
  PARTIALLY_PAID: "partially paid",
  PAID: "paid",
  PARTIALLY_REFUNDED: "partially refunded",
  REFUNDED: "refunded",
  VOIDED: "voided",
};

/** The page of an order for the buyer, shown after checkout and later. */
export function orderPage(shop: Shop, session: StoreSession, order: Order): string {
  const totals = orderTotals(order);
  const amounts = discountAmounts(order);
  const money = (minor: number): string => moneyText(shop.currency, minor);
  return storeLayout(
    shop,
    session,
    `Thank you! Order ${orderName(order)}`,
    html`${targetPlace("purchase.thank-you.header.render-after")}<section data-order="${orderName(order)}" data-status="${financialStatus(order)}">
<p>${order.cancelledAt === null ? "Your order is confirmed" : "Your order was canceled"}
and ${STATUS[financialStatus(order)]}.${order.email ? ` A confirmation goes to ${order.email}.` : ""}</p>
<dl>${order.lines.map(
      (line) => html`<div><dt>${line.currentQuantity} × ${line.title}</dt>
<dd>${money(line.price * line.currentQuantity)}</dd></div>`,
    )}<div><dt>Shipping</dt><dd>${money(order.shipping?.price ?? 0)}</dd></div>${order.discounts.map(
      (discount, place) => html`<div class="good"><dt>${discount.code ?? discount.title}</dt>
<dd>−${money(amounts[place] ?? 0)}</dd></div>`,
    )}<div class="total"><dt>Total</dt><dd>${money(totals.total)}</dd></div></dl></section>
${targetPlace("purchase.thank-you.customer-information.render-after")}${blockPlace(thankYouBlock, "main")}
${blockPlace(thankYouBlock, "summary")}${targetPlace("purchase.thank-you.footer.render-after")}
<a class="button" href="${storePath(shop)}">Continue shopping</a>`,
  );
}
