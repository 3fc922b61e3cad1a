import { now } from "../clock/now";
import { type Html, html } from "../http/html";
import type { Sandbox } from "../sandbox";
import { shopHandle } from "../shops/find-shop";
import type { Shop } from "../shops/shop";
import { appAddress } from "./app-address";
import { clockLabel } from "./clock-label";
import type { FrameConfig } from "./frame-config";

/** The admin with top bar, navigation and the app in an iframe. */
export function framePage(sandbox: Sandbox, shop: Shop, path: string, search: string): string {
  const { app, publicAppUrl } = sandbox.settings;
  const storePath = `/admin/store/${shopHandle(shop)}`;
  const config: FrameConfig = {
    appOrigin: new URL(publicAppUrl).origin,
    basePath: `${storePath}/apps/${app.handle}`,
    storePath,
    tokenPath: `${storePath}/session-token`,
    appTitle: app.title,
    appAddress: appAddress(sandbox, shop, path, search),
  };
  return adminDocument(
    sandbox,
    shop,
    html`<main>
  <div id="title-bar"><span class="app-mark" aria-hidden="true">${app.title.slice(0, 1)}</span>
    <h1 id="page-title">${app.title}</h1><div id="title-buttons"></div></div>
  <div id="progress" hidden></div>
  <iframe id="app" title="${app.title}"
    allow="clipboard-read; clipboard-write"
    sandbox="allow-downloads allow-forms allow-popups allow-popups-to-escape-sandbox allow-same-origin allow-scripts allow-top-navigation"></iframe>
</main>
<div id="toasts" role="status" aria-live="polite"></div>
<dialog id="leave"><h2>Leave page with unsaved changes?</h2>
  <p>Leaving this page will delete all unsaved changes.</p>
  <div class="buttons"><button type="button" id="stay">Stay</button>
  <button type="button" id="go" class="critical">Leave page</button></div></dialog>
<script type="application/json" id="frame-config">${scriptJson(config)}</script>
<script src="/assets/admin-frame.js"></script>`,
  );
}

/** The page shown until the app is installed. */
export function installPage(sandbox: Sandbox, shop: Shop): string {
  const { app } = sandbox.settings;
  return adminDocument(
    sandbox,
    shop,
    html`<main class="plain"><section class="card"><h1>Install ${app.title}</h1>
<p>The app requests these scopes in ${shop.name}:</p>
<ul>${app.scopes.map((scope) => html`<li><code>${scope}</code></li>`)}</ul>
<form method="post" action="/admin/store/${shopHandle(shop)}/install">
<button class="primary">Install</button></form></section></main>`,
  );
}

function adminDocument(sandbox: Sandbox, shop: Shop, body: Html): string {
  const { app } = sandbox.settings;
  const others = Object.values(sandbox.world.shops).filter((one) => one !== shop);
  const home = `/admin/store/${shopHandle(shop)}/apps/${app.handle}`;
  const time = new Date(now(sandbox)).toISOString().slice(0, 16).replace("T", " ");
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${app.title} · ${shop.name}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/assets/admin-frame.css"></head>
<body><header id="top">
  <button type="button" id="menu-button" aria-expanded="false" aria-controls="side">Menu</button>
  <span class="brand">local admin</span>
  <span class="clock" title="${time} UTC">Clock: ${clockLabel(sandbox.world.clockOffsetMs)}</span>
  <span class="shop"><span class="avatar" aria-hidden="true">${shop.name.slice(0, 1)}</span>${shop.name}</span>
  <div id="save-bar" hidden role="region" aria-label="Unsaved changes"><span>Unsaved changes</span>
    <button type="button" id="discard">Discard</button><button type="button" id="save">Save</button></div>
</header>
<nav id="side" aria-label="Admin">
  <h2>Apps</h2>
  <ul id="app-nav"><li><a href="${home}" class="app-home">${app.title}</a></li></ul>
  <h2>Store</h2>
  <ul><li><a href="/admin/store/${shopHandle(shop)}/orders">Orders</a></li>
  <li><a href="/admin/store/${shopHandle(shop)}/discounts">Discounts</a></li>
  <li><a href="/store/${shopHandle(shop)}">Online store</a></li></ul>
  <h2>Sandbox</h2>
  <ul><li><a href="/inbox">Inbox</a></li><li><a href="/control">Control</a></li>${others.map(
    (other) => html`<li><a href="/admin/store/${shopHandle(other)}">${other.name}</a></li>`,
  )}</ul>
</nav>
${body}</body></html>`.markup;
}

/** JSON that can't close its script element. */
const scriptJson = (value: unknown): Html => ({
  markup: JSON.stringify(value).replaceAll("<", "\\u003c"),
});
