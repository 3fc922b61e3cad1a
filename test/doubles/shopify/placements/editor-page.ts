import { type Html, html } from "../http/html";
import { layout } from "../http/layout";
import type { Sandbox } from "../sandbox";
import { shopHandle } from "../shops/find-shop";
import type { Shop } from "../shops/shop";
import { storePath } from "../storefront/session";
import type { AppBlock, BlockField } from "./app-block";
import { appBlocks } from "./app-blocks";
import { placementOf } from "./placement-of";

const KINDS: readonly (readonly [kind: AppBlock["kind"], title: string, about: string])[] = [
  ["section", "App blocks", "in a section of the cart page"],
  ["embed", "App embeds", "in the whole theme"],
  ["checkout", "Checkout", "at checkout and on the thank-you page"],
];

/**
 * The theme and checkout editors in one small page, with a preview of the cart. `asked` is the block
 * that a deep link names.
 */
export function editorPage(sandbox: Sandbox, shop: Shop, asked: string | null): string {
  const blocks = appBlocks(sandbox);
  return layout(
    `Editor of ${shop.name}`,
    html`${KINDS.map(
      ([kind, title, about]) =>
        html`<section><h2>${title}</h2><p class="quiet">${about}</p>${blocks
          .filter((block) => block.kind === kind)
          .map((block) => blockForm(shop, block, asked))}</section>`,
    )}<section><h2>Preview</h2><iframe title="Preview" class="mail" src="${storePath(shop)}/cart?design_mode=1"></iframe></section>`,
  );
}

function blockForm(shop: Shop, block: AppBlock, asked: string | null): Html {
  const { on, settings } = placementOf(shop, block);
  const path = `/admin/store/${shopHandle(shop)}/themes/current/editor`;
  return html`<form method="post" action="${path}" data-block="${block.key}" data-on="${String(on)}"${
    asked !== null && block.key.endsWith(`/${asked}`) ? { markup: ' aria-current="true"' } : null
  }><input type="hidden" name="block" value="${block.key}">
<label><span>${block.name} <code>${block.key}</code></span><input type="checkbox" name="on" value="1"${checked(on)}></label>
${block.fields.map((field) => fieldInput(field, settings[field.id] ?? field.initial))}
<button class="main">Save</button></form>`;
}

const checked = (is: boolean): Html | null => (is ? { markup: " checked" } : null);

function fieldInput({ id, label, type, options }: BlockField, value: unknown): Html {
  const name = `settings.${id}`;
  const text = value === null || value === undefined ? "" : String(value);
  if (type === "boolean") {
    return html`<label>${label}<input type="checkbox" name="${name}" value="1"${checked(value === true)}></label>`;
  }
  if (type === "select") {
    return html`<label>${label}<select name="${name}">${options.map(
      (option) =>
        html`<option value="${option.value}"${option.value === text ? { markup: " selected" } : null}>${option.label}</option>`,
    )}</select></label>`;
  }
  return html`<label>${label}<input name="${name}" type="${type}" value="${text}"></label>`;
}
