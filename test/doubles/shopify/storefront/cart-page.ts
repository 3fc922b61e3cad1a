import { html } from "../http/html";
import { moneyText } from "../orders/money";
import type { CartLine } from "../orders/terms/cart";
import type { Shop } from "../shops/shop";
import { type StoreSession, storePath } from "./session";
import { storeLayout } from "./store-layout";

export function cartPage(shop: Shop, session: StoreSession, lines: readonly CartLine[]): string {
  const home = storePath(shop);
  const money = (minor: number): string => moneyText(shop.currency, minor);
  const subtotal = lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
  return storeLayout(
    shop,
    session,
    "Your cart",
    lines.length === 0
      ? html`<section><p>Your cart is empty.</p><a class="button main" href="${home}">View products</a></section>`
      : html`<section><form method="post" action="${home}/cart/update">${lines.map(
          (line) => html`<div class="item"><span>${line.title}${
            line.variantTitle ? html`<br><span class="quiet">${line.variantTitle}</span>` : null
          }</span>
<label>Quantity of ${line.title}<br><input class="quantity" name="${line.variantId}" type="number" min="0" max="99" value="${line.quantity}"></label>
<b>${money(line.price * line.quantity)}</b></div>`,
        )}<div class="item"><span class="quiet">Enter 0 to remove an item.</span><button>Update cart</button></div></form></section>
<section><dl><div class="total"><dt>Subtotal</dt><dd>${money(subtotal)}</dd></div></dl>
<p class="quiet">Shipping and discounts are calculated at checkout.</p>
<a class="button main wide" href="${home}/checkout">Check out</a></section>`,
  );
}
