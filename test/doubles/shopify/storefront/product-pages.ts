import { type Html, html } from "../http/html";
import { moneyText, toMinor } from "../orders/money";
import type { Product } from "../products/product";
import type { Shop } from "../shops/shop";
import { type StoreSession, storePath } from "./session";
import { storeLayout } from "./store-layout";

const price = ({ currency }: Shop, decimal: string): string =>
  moneyText(currency, toMinor(currency, decimal));

export function productsPage(shop: Shop, session: StoreSession): string {
  const products = Object.values(shop.products).filter(({ status }) => status === "ACTIVE");
  return storeLayout(
    shop,
    session,
    "Products",
    html`${appliedCodes(session)}<ul class="grid">${products.map(
      (product) => html`<li><a class="card" href="${storePath(shop)}/products/${product.handle}">
<div class="swatch" aria-hidden="true"></div><b>${product.title}</b><br>
<span class="quiet">${fromPrice(shop, product)}</span></a></li>`,
    )}</ul>`,
  );
}

function fromPrice(shop: Shop, { variants }: Product): string {
  const [lowest] = [...variants].sort((a, b) => Number(a.price) - Number(b.price));
  const text = price(shop, lowest?.price ?? "0");
  return variants.length > 1 ? `from ${text}` : text;
}

export const productPage = (shop: Shop, session: StoreSession, product: Product): string =>
  storeLayout(
    shop,
    session,
    product.title,
    html`${appliedCodes(session)}<div class="two"><section><div class="swatch" aria-hidden="true"></div>
<p>${product.description}</p><p class="quiet">${product.productType} · ${product.vendor}</p></section>
<section><form method="post" action="${storePath(shop)}/cart/add">
<label>Variant<select name="variantId">${product.variants.map(
      (variant) =>
        html`<option value="${variant.id}">${
          variant.title === "Default Title" ? product.title : variant.title
        }, ${price(shop, variant.price)}</option>`,
    )}</select></label>
<label>Quantity<input name="quantity" type="number" min="1" max="99" value="1" required></label>
<button class="main wide">Add to cart</button></form></section></div>`,
  );

/** Shows which codes will be applied at checkout. */
const appliedCodes = ({ codes }: StoreSession): Html | null =>
  codes.length === 0
    ? null
    : html`<p class="good" role="status">${codes.join(", ")} will be applied at checkout.</p>`;
