import { html } from "../http/html";
import type { Placement } from "../placements/placement";
import { fitsTemplate } from "./block-schema";
import { type PlacedBlock, placedBlocks } from "./placed-blocks";
import { themeLiquid } from "./theme-liquid";
import { storeLocale, themeObjects } from "./theme-objects";
import { inDesignMode, type ThemeVisit } from "./theme-visit";

/** What an app adds to a page of the theme. */
export interface ThemeParts {
  head: string;
  /** The app's section below the page's own content. */
  section: string;
  /** Before the end of the body. */
  body: string;
}

/** Renders the blocks of the app that a merchant placed on pages of this template. */
export async function renderBlocks(visit: ThemeVisit, template: string): Promise<ThemeParts> {
  const placed = placedBlocks(visit.sandbox, visit.shop).filter(
    ({ block, placement }) => placement.on && fitsTemplate(block.schema, template),
  );
  const parts: ThemeParts = { head: "", section: "", body: "" };
  const files = new Set<string>();
  for (const one of placed) {
    const { target, stylesheet, javascript } = one.block.schema;
    // The carts of themes have a section for apps. Other pages' sections are not modelled.
    if (target === "section" && template !== "cart") continue;
    const markup = await renderBlock(visit, one);
    if (target === "section")
      parts.section += wrapped(one, "shopify-block shopify-app-block", markup);
    else if (target === "body")
      parts.body += wrapped(one, "shopify-block shopify-app-block", markup);
    else parts.head += markup;
    if (stylesheet)
      files.add(html`<link rel="stylesheet" href="${one.assetUrl(stylesheet)}">`.markup);
    if (javascript)
      files.add(html`<script src="${one.assetUrl(javascript)}" defer></script>`.markup);
  }
  parts.head += [...files].join("");
  return parts;
}

const wrapped = ({ id }: PlacedBlock, className: string, markup: string): string =>
  html`<div id="shopify-block-${id}" class="${className}">${{ markup }}</div>`.markup;

async function renderBlock(visit: ThemeVisit, placed: PlacedBlock): Promise<string> {
  const { block, files, id, assetUrl } = placed;
  const engine = themeLiquid({
    snippets: files.snippets,
    translations: files.locales[storeLocale] ?? files.locales[files.defaultLocale ?? ""] ?? {},
    assetUrl,
    currency: visit.shop.currency,
  });
  const attributes = JSON.stringify({ id, type: `shopify://apps/${placed.key}` });
  try {
    const own = {
      id,
      type: "@app",
      settings: settingsOf(placed),
      shopify_attributes: inDesignMode(visit)
        ? html`data-shopify-editor-block="${attributes}"`.markup
        : "",
    };
    // Snippets see the theme's objects, but not the block.
    return await engine.parseAndRender(
      block.liquid,
      { block: own },
      { globals: themeObjects(visit) },
    );
  } catch (error) {
    return html`Liquid error (blocks/${block.handle}): ${(error as Error).message}`.markup;
  }
}

function settingsOf({ block, placement }: { block: PlacedBlock["block"]; placement: Placement }) {
  const initial = block.schema.fields.map(({ id, initial }) => [id, initial] as const);
  return { ...Object.fromEntries(initial), ...placement.settings };
}
