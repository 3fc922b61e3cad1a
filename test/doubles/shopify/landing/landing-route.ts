import { page } from "../http/answers";
import { html } from "../http/html";
import { layout } from "../http/layout";
import type { Route } from "../http/route";
import { shopHandle } from "../shops/find-shop";

/** The landing page, which links to everything. */
export const landingRoute: Route = {
  method: "GET",
  path: "/",
  handle: ({ sandbox }) => {
    const { app } = sandbox.settings;
    return page(
      layout(
        "A local Shopify",
        html`<p class="quiet">It behaves like the real Shopify where the app uses it, and keeps its state.</p>
<div class="cards">${Object.values(sandbox.world.shops).map(
          (shop) => html`<a href="/admin/store/${shopHandle(shop)}/apps/${app.handle}/app">
<b>Admin of ${shop.name}</b><span class="quiet">${app.title}, as the merchant sees it</span></a>
<a href="/store/${shopHandle(shop)}"><b>Online store of ${shop.name}</b>
<span class="quiet">products, cart, checkout</span></a>
<a href="/admin/store/${shopHandle(shop)}/orders"><b>Orders of ${shop.name}</b>
<span class="quiet">pay, change, refund, cancel</span></a>
<a href="/admin/store/${shopHandle(shop)}/discounts"><b>Discounts of ${shop.name}</b>
<span class="quiet">change discounts outside the app</span></a>`,
        )}
<a href="/inbox"><b>Inbox</b><span class="quiet">mails that the app sent</span></a>
<a href="/control"><b>Control</b><span class="quiet">clock, faults, webhooks, shops</span></a></div>`,
      ),
    );
  },
};
