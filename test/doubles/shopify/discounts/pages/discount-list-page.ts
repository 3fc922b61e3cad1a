import { now } from "../../clock/now";
import { type Html, html } from "../../http/html";
import { layout } from "../../http/layout";
import type { Sandbox } from "../../sandbox";
import { shopHandle } from "../../shops/find-shop";
import type { Shop } from "../../shops/shop";
import type { Discount } from "../discount";
import { discountStatus } from "../discount-status";
import { summary } from "../summary";

export const discountsPath = (shop: Shop): string => `/admin/store/${shopHandle(shop)}/discounts`;

export const worth = (shop: Shop, discount: Discount): string =>
  discount.kind === "app" ? "Made by an app" : summary(shop, discount);

/** The list of a shop's discounts, newest first. */
export function discountListPage(sandbox: Sandbox, shop: Shop): string {
  const discounts = Object.values(shop.discounts).reverse();
  return layout(
    `Discounts of ${shop.name}`,
    html`<p><a href="/admin/store/${shopHandle(shop)}">Back to ${sandbox.settings.app.title}</a>
· it is ${new Date(now(sandbox)).toISOString().slice(0, 10)} for the shop</p>
<section>${
      discounts.length === 0
        ? html`<p class="quiet">The shop has no discounts.</p>`
        : html`<table><tr><th>Title</th><th>Worth</th><th>Status</th><th>Codes</th></tr>
${discounts.map((discount) => row(sandbox, shop, discount))}</table>`
    }</section>`,
  );
}

const row = (sandbox: Sandbox, shop: Shop, discount: Discount): Html =>
  html`<tr data-discount="${discount.id}"><td><a href="${discountsPath(shop)}/${discount.id}">${discount.title}</a></td>
<td>${worth(shop, discount)}</td><td>${discountStatus(sandbox, discount).toLowerCase()}</td>
<td>${discount.method === "automatic" ? "automatic" : discount.codes.length}</td></tr>
`;
