import { html } from "../http/html";
import { storePath } from "../storefront/session";
import { renderBlocks, type ThemeParts } from "./render-blocks";
import { storeLocale } from "./theme-objects";
import { themePlaces } from "./theme-places";
import { inDesignMode, type ThemeVisit } from "./theme-visit";

/** Fills the places of a theme's page: Shopify's own globals, and what the app adds. */
export async function fillTheme(visit: ThemeVisit, page: string): Promise<string> {
  const parts = await renderBlocks(visit, templateOf(visit));
  const filled: ThemeParts = {
    head: themeGlobals(visit) + parts.head,
    section:
      parts.section === ""
        ? ""
        : html`<section id="shopify-section-apps" class="shopify-section">${{ markup: parts.section }}</section>`
            .markup,
    body: parts.body,
  };
  return page
    .replace(themePlaces.head.markup, () => filled.head)
    .replace(themePlaces.section.markup, () => filled.section)
    .replace(themePlaces.body.markup, () => filled.body);
}

const TEMPLATES: readonly (readonly [path: RegExp, template: string])[] = [
  [/^\/?$/, "index"],
  [/^\/cart$/, "cart"],
  [/^\/products\//, "product"],
  [/^\/account/, "customers/account"],
];

/** The template of a page, by the names that `enabled_on` of a block has. */
function templateOf({ shop, url }: ThemeVisit): string {
  const path = url.pathname.slice(storePath(shop).length);
  return TEMPLATES.find(([fits]) => fits.test(path))?.[1] ?? "page";
}

/** The global object that themes have and scripts of apps use. */
function themeGlobals(visit: ThemeVisit): string {
  const { shop } = visit;
  const globals = {
    shop: shop.domain,
    locale: storeLocale,
    currency: { active: shop.currency, rate: "1.0" },
    country: shop.country,
    routes: { root: `${storePath(shop)}/` },
    ...(inDesignMode(visit) && { designMode: true }),
  };
  const json = JSON.stringify(globals).replaceAll("<", "\\u003c");
  return `<script>window.Shopify = Object.assign(window.Shopify || {}, ${json});</script>`;
}
