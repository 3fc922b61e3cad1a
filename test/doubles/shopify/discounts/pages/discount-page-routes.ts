import { notFound, page, seeOther } from "../../http/answers";
import type { Route, RouteCall } from "../../http/route";
import { findShopByHandle } from "../../shops/find-shop";
import type { Shop } from "../../shops/shop";
import { automaticLimit } from "../automatic-limit";
import {
  activateDiscount,
  deactivateDiscount,
  deleteDiscount,
  touchDiscount,
} from "../change-discount";
import { addCode, findCode, removeCodes } from "../codes/code-index";
import { refuseCode } from "../codes/refuse-code";
import { selectedCodes } from "../codes/selected-codes";
import type { Discount } from "../discount";
import { changeValue } from "./change-value";
import { discountListPage, discountsPath } from "./discount-list-page";
import { discountPage } from "./discount-page";

/** A change by a person. Returns an error message if it is invalid. */
type Change = (
  call: RouteCall,
  shop: Shop,
  discount: Discount,
  form: URLSearchParams,
) => string | undefined;

/** The discount pages of the admin, where a merchant can make changes outside the app. */
export const discountPageRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/admin/store/:shop/discounts",
    handle: ({ sandbox, params }) => {
      const shop = findShopByHandle(sandbox, params["shop"] ?? "");
      return shop ? page(discountListPage(sandbox, shop)) : notFound("No such shop");
    },
  },
  {
    method: "GET",
    path: "/admin/store/:shop/discounts/:discount",
    handle: (call) => {
      const [shop, discount] = find(call);
      return shop && discount ? show(call, shop, discount) : notFound("No such discount");
    },
  },
  change("activate", ({ sandbox }, shop, discount) => {
    const from = { ...discount, startsAt: 0, endsAt: null };
    const limit = discount.method === "automatic" && automaticLimit(sandbox, shop, from);
    if (limit) return limit.message;
    activateDiscount(sandbox, shop, discount);
    return undefined;
  }),
  change("deactivate", ({ sandbox }, shop, discount) => {
    deactivateDiscount(sandbox, shop, discount);
    return undefined;
  }),
  change("delete", ({ sandbox }, shop, discount) => {
    deleteDiscount(sandbox, shop, discount);
    return undefined;
  }),
  change("value", ({ sandbox }, shop, discount, form) => {
    const problem = changeValue(discount, form.get("value") ?? "");
    if (problem === undefined) touchDiscount(sandbox, shop, discount);
    return problem;
  }),
  change("codes", ({ sandbox }, shop, discount, form) => {
    const code = form.get("code") ?? "";
    const problem = refuseCode(code);
    if (problem !== undefined) return `The code ${problem}`;
    if (findCode(shop, code)) return `The shop already has the code ${code}.`;
    addCode(sandbox, shop, discount, code);
    return undefined;
  }),
  change("codes/:code/delete", ({ params }, shop, discount) => {
    removeCodes(shop, discount, selectedCodes(shop, discount, { ids: [params["code"] ?? ""] }));
    return undefined;
  }),
];

function change(action: string, make: Change): Route {
  return {
    method: "POST",
    path: `/admin/store/:shop/discounts/:discount/${action}`,
    handle: async (call) => {
      const [shop, discount] = find(call);
      if (!shop || !discount) return notFound("No such discount");
      const form = new URLSearchParams(await call.request.text());
      const problem = make(call, shop, discount, form);
      if (problem !== undefined) return show(call, shop, discount, problem, 422);
      // Respond only after the webhooks are delivered.
      await call.sandbox.settle();
      const path = shop.discounts[discount.id] ? `/${discount.id}` : "";
      return seeOther(`${discountsPath(shop)}${path}`);
    },
  };
}

function find({ sandbox, params }: RouteCall): [Shop | undefined, Discount | undefined] {
  const shop = findShopByHandle(sandbox, params["shop"] ?? "");
  return [shop, shop?.discounts[params["discount"] ?? ""]];
}

function show(
  { sandbox, url }: RouteCall,
  shop: Shop,
  discount: Discount,
  problem?: string,
  status = 200,
): Response {
  const search = url.searchParams.get("search") ?? "";
  const after = url.searchParams.get("after") ?? "";
  const view = { search, after, ...(problem !== undefined && { problem }) };
  return page(discountPage(sandbox, shop, discount, view), status);
}
