import { type Html, html } from "../http/html";
import type { Quote } from "../orders/actions/quote-order";
import { moneyText } from "../orders/money";
import type { Shop } from "../shops/shop";
import { codeList } from "./code-list";
import type { PricedSession } from "./price-session";
import { type StoreSession, storePath } from "./session";
import { storeLayout } from "./store-layout";

export function cartPage(shop: Shop, session: StoreSession, priced: PricedSession): string {
  const home = storePath(shop);
  const { quote } = priced;
  return storeLayout(
    shop,
    session,
    "Your cart",
    html`${
      quote
        ? items(shop, quote)
        : html`<section><p>Your cart is empty.</p><a class="button main" href="${home}">View products</a></section>`
    }
<section><form method="post" action="${home}/cart/discount"><div class="beside">
<label>Promo code<input name="code" autocomplete="off" autocapitalize="characters"></label><button>Add code</button></div>
${codeList(priced.codes, session.locale)}</form></section>${quote ? summary(shop, quote) : null}`,
  );
}

function items(shop: Shop, { lines }: Quote): Html {
  const money = (minor: number): string => moneyText(shop.currency, minor);
  return html`<section><form method="post" action="${storePath(shop)}/cart/update">${lines.map(
    (line) => html`<div class="item"><span>${line.title}${
      line.variantTitle ? html`<br><span class="quiet">${line.variantTitle}</span>` : null
    }</span>
<label>Quantity of ${line.title}<br><input class="quantity" name="${line.variantId}" type="number" min="0" max="99" value="${line.quantity}"></label>
<b>${money(line.price * line.quantity)}</b></div>`,
  )}<div class="item"><span class="quiet">Enter 0 to remove an item.</span><button>Update cart</button></div></form></section>`;
}

function summary(shop: Shop, quote: Quote): Html {
  const money = (minor: number): string => moneyText(shop.currency, minor);
  const off = quote.discounts.filter(({ discount }) => discount.targetType === "LINE_ITEM");
  const total = off.reduce((sum, { amount }) => sum - amount, quote.subtotal);
  return html`<section><dl><div><dt>Subtotal</dt><dd>${money(quote.subtotal)}</dd></div>${off.map(
    ({ discount, amount }) =>
      html`<div class="good"><dt>${discount.code ?? discount.title}</dt><dd>−${money(amount)}</dd></div>`,
  )}<div class="total"><dt>Estimated total</dt><dd>${money(total)}</dd></div></dl>
<p class="quiet">Shipping is calculated at checkout.</p>
<a class="button main wide" href="${storePath(shop)}/checkout">Check out</a></section>`;
}
