import { notFound, page, seeOther } from "../http/answers";
import type { Route } from "../http/route";
import { findShop, findShopByHandle, shopHandle } from "../shops/find-shop";
import type { AppBlock } from "./app-block";
import { appBlocks } from "./app-blocks";
import { editorPage } from "./editor-page";
import { placeBlock } from "./place-block";
import type { SettingValue } from "./placement";

const path = "/admin/store/:shop/themes/current/editor";

/** The editor of themes, with the addresses of Shopify's deep links (documented). */
export const editorRoutes: readonly Route[] = [
  {
    method: "GET",
    path,
    handle: ({ sandbox, params, url }) => {
      const shop = findShopByHandle(sandbox, params["shop"] ?? "");
      if (!shop) return notFound("No such shop");
      // `activateAppId=ID/BLOCK` for an embed, `addAppBlockId=ID/BLOCK` for a block in a section.
      const link = url.searchParams.get("activateAppId") ?? url.searchParams.get("addAppBlockId");
      return page(editorPage(sandbox, shop, link?.split("/").at(-1) ?? null));
    },
  },
  {
    method: "POST",
    path,
    handle: async ({ sandbox, params, request }) => {
      const shop = findShopByHandle(sandbox, params["shop"] ?? "");
      if (!shop) return notFound("No such shop");
      const form = new URLSearchParams(await request.text());
      const block = appBlocks(sandbox).find(({ key }) => key === form.get("block"));
      const settings = block ? formSettings(block, form) : {};
      const placed = placeBlock(sandbox, shop, { block: block?.key, on: form.has("on"), settings });
      if (typeof placed === "string") return notFound(placed);
      return seeOther(`/admin/store/${shopHandle(shop)}/themes/current/editor`);
    },
  },
  {
    method: "GET",
    path: "/shops/:shop/admin/themes/current/editor",
    handle: ({ sandbox, params, url }) => {
      const shop = findShop(sandbox, params["shop"] ?? "");
      if (!shop) return notFound("No such shop");
      return seeOther(`/admin/store/${shopHandle(shop)}/themes/current/editor${url.search}`);
    },
  },
];

/** The settings in a submitted form. An empty field leaves its setting as it is. */
function formSettings({ fields }: AppBlock, form: URLSearchParams): Record<string, SettingValue> {
  const settings: Record<string, SettingValue> = {};
  for (const { id, type } of fields) {
    const text = form.get(`settings.${id}`);
    if (type === "boolean") settings[id] = text !== null;
    else if (text) settings[id] = type === "number" ? Number(text) : text;
  }
  return settings;
}
