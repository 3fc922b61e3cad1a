import { type Html, html } from "../http/html";
import type { Shop } from "../shops/shop";
import { themePlaces } from "../theme/theme-places";
import { languageForm } from "./language-form";
import { type StoreSession, storePath } from "./session";

const style: Html = {
  markup: `
  :root { --ink: #23201c; --quiet: #6b655d; --line: #e3ded6; --ground: #faf8f5; --accent: #6b3e1f; --bad: #9d2a1e; --good: #22633f; }
  * { box-sizing: border-box; } [hidden] { display: none; }
  body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, "Inter", "DejaVu Sans", sans-serif; }
  a { color: var(--accent); } a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible { outline: 3px solid #c58b5c; outline-offset: 2px; }
  header { background: #fff; border-bottom: 1px solid var(--line); }
  header nav { max-width: 980px; margin: 0 auto; padding: 14px 16px; display: flex; flex-wrap: wrap; gap: 6px 20px; align-items: baseline; }
  header .name { font-size: 20px; font-weight: 650; margin-right: auto; text-decoration: none; color: inherit; }
  main { max-width: 980px; margin: 24px auto; padding: 0 16px 56px; }
  h1 { font-size: 26px; line-height: 1.25; margin: 0 0 16px; } h2 { font-size: 18px; margin: 0 0 10px; }
  .grid { display: grid; gap: 14px; grid-template-columns: repeat(auto-fill, minmax(210px, 1fr)); list-style: none; padding: 0; margin: 0; }
  .card, section { background: #fff; border: 1px solid var(--line); border-radius: 12px; padding: 16px; }
  .card { display: block; height: 100%; color: inherit; text-decoration: none; } .card:hover { border-color: var(--accent); }
  .swatch { height: 96px; border-radius: 8px; margin-bottom: 10px; background: linear-gradient(135deg, #e9dccb, #cfb595); }
  section { margin-bottom: 16px; } .two { display: grid; gap: 16px; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); align-items: start; }
  label { display: block; font-size: 14px; margin: 0 0 12px; } label.row { display: flex; gap: 8px; align-items: center; }
  input, select { font: inherit; width: 100%; min-height: 44px; padding: 8px 10px; margin-top: 3px; border: 1px solid #a49c91; border-radius: 8px; background: #fff; }
  label.row input { width: auto; min-height: 20px; margin: 0; } input.quantity { width: 84px; }
  .pair { display: grid; gap: 0 12px; grid-template-columns: 1fr 1fr; }
  button, .button { font: inherit; min-height: 44px; padding: 9px 16px; border-radius: 8px; border: 1px solid #a49c91; background: #fff; color: inherit; cursor: pointer; display: inline-block; text-decoration: none; }
  .main { background: var(--accent); border-color: var(--accent); color: #fff; } .wide { width: 100%; text-align: center; }
  .link { border: 0; min-height: 32px; padding: 4px 6px; background: none; color: var(--accent); text-decoration: underline; }
  .beside { display: flex; gap: 10px; align-items: end; } .beside label { flex: 1; margin: 0; }
  dl { margin: 0; } dl div { display: flex; justify-content: space-between; gap: 12px; padding: 4px 0; } dd { margin: 0; font-variant-numeric: tabular-nums; }
  .total { margin-bottom: 12px; border-top: 1px solid var(--line); margin-top: 6px; padding-top: 10px; font-weight: 650; font-size: 18px; }
  .quiet { color: var(--quiet); } .bad { color: var(--bad); } .good { color: var(--good); } .codes { list-style: none; padding: 0; margin: 10px 0 0; }
  .item { display: flex; flex-wrap: wrap; gap: 8px 14px; align-items: center; padding: 10px 0; border-top: 1px solid var(--line); } .item > :first-child { flex: 1 1 200px; }
  iframe.extension { display: block; width: 100%; border: 0; margin: 0 0 16px; }
  footer { max-width: 980px; margin: 0 auto; padding: 0 16px 32px; } footer form { max-width: 360px; }
  @media (max-width: 720px) { .two { grid-template-columns: minmax(0, 1fr); } }`,
};

/** The layout of a store's pages, with the title as heading. */
export const storeLayout = (shop: Shop, session: StoreSession, title: string, body: Html): string =>
  themeDocument(shop, session, title, html`<h1>${title}</h1>${body}`);

/** The document of a store's pages: its header, and `body` as the main part. */
export function themeDocument(
  shop: Shop,
  session: StoreSession,
  title: string,
  body: Html,
): string {
  const home = storePath(shop);
  const items = session.cart.reduce((sum, { quantity }) => sum + quantity, 0);
  const customer = shop.customers[session.customerId ?? ""];
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title} · ${shop.name}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>${style}</style>${themePlaces.head}</head>
<body><header><nav aria-label="Store"><a class="name" href="${home}">${shop.name}</a>
<a href="${home}">Products</a><a href="${home}/cart">Cart (${items})</a>
<a href="${home}/account">${customer ? (customer.firstName ?? "Account") : "Sign in"}</a></nav></header>
<main>${body}${themePlaces.section}</main>${languageForm(home, session.locale)}${themePlaces.body}</body></html>`
    .markup;
}
