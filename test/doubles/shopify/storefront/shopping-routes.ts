import { fillCheckout } from "../checkout-extensions/fill-checkout";
import { createCustomer } from "../customers/create-customer";
import { notFound, page, seeOther } from "../http/answers";
import type { Route } from "../http/route";
import { findShop } from "../shops/find-shop";
import { accountPage } from "./account-page";
import { joinCodes } from "./codes";
import { inStore, readForm } from "./in-store";
import { orderPage } from "./order-page";
import { productPage, productsPage } from "./product-pages";
import { storePath, withSession } from "./session";

/**
 * Shopify decodes the path after `/discount/` twice: `test%10` works only as `/discount/test%252510`
 * (community.shopify.dev, topic 9289). Assumed: text that can't be decoded a second time is unchanged.
 */
function decodedAgain(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The store's pages before checkout, without the cart. */
export const shoppingRoutes: readonly Route[] = [
  inStore("GET", "", ({ shop, session }) => page(productsPage(shop, session))),
  inStore("GET", "/products/:handle", ({ shop, session, params }) => {
    const product = Object.values(shop.products).find(
      ({ handle, status }) => handle === params["handle"] && status === "ACTIVE",
    );
    return product ? page(productPage(shop, session, product)) : notFound("No such product");
  }),
  // Like the real discount link: keeps the code until checkout and redirects to the store.
  inStore("GET", "/discount/:code", ({ shop, session, params, url }) => {
    const code = decodedAgain(params["code"] ?? "");
    const codes = joinCodes(session.codes, [code]);
    const target = new URL(url.searchParams.get("redirect") ?? "/", "http://store");
    // Redirects only to paths of this store.
    const inside = target.host === "store" ? target.pathname + target.search : "/";
    // A script may have the path from the theme, which begins with the store's here.
    const whole = `${inside}/`.startsWith(`${storePath(shop)}/`);
    const location = whole ? inside : storePath(shop) + (inside === "/" ? "" : inside);
    return withSession(seeOther(location), shop, { ...session, codes });
  }),
  inStore("GET", "/account", ({ shop, session }) => page(accountPage(shop, session))),
  inStore("POST", "/account/sign-in", async (call) => {
    const { shop, session } = call;
    const customerId = (await readForm(call)).get("customerId");
    const signedIn = { ...session, customerId, email: null, address: null };
    return withSession(seeOther(`${storePath(shop)}/account`), shop, signedIn);
  }),
  inStore("POST", "/account/create", async (call) => {
    const { sandbox, shop, session } = call;
    const form = await readForm(call);
    const made = createCustomer(sandbox, shop, {
      email: form.get("email"),
      firstName: form.get("firstName"),
      lastName: form.get("lastName"),
    });
    if (typeof made === "string") return page(accountPage(shop, session, made), 422);
    const signedIn = { ...session, customerId: made.id, email: null, address: null };
    return withSession(seeOther(`${storePath(shop)}/account`), shop, signedIn);
  }),
  inStore("POST", "/account/sign-out", ({ shop, session }) => {
    const signedOut = { ...session, customerId: null, address: null };
    return withSession(seeOther(`${storePath(shop)}/account`), shop, signedOut);
  }),
  inStore("GET", "/orders/:order", async (call) => {
    const { shop, session, params } = call;
    const order = shop.orders[params["order"] ?? ""];
    if (!order) return notFound("No such order");
    return page(await fillCheckout(call, orderPage(shop, session, order), { order }));
  }),
  {
    // The discount link of an app, redirected by the preload.
    method: "GET",
    path: "/shops/:shop/discount/:code",
    handle: ({ sandbox, params, url }) => {
      const shop = findShop(sandbox, params["shop"] ?? "");
      if (!shop) return notFound("No such shop");
      const code = encodeURIComponent(params["code"] ?? "");
      return seeOther(`${storePath(shop)}/discount/${code}${url.search}`);
    },
  },
];
