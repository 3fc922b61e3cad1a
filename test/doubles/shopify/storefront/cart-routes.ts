import { json, notFound, page, seeOther } from "../http/answers";
import type { Route } from "../http/route";
import { findLine } from "../orders/actions/find-line";
import { quantityOf, withItem, withQuantities } from "./cart-changes";
import { cartJson } from "./cart-json";
import { cartPage } from "./cart-page";
import { joinCodes, splitCodes } from "./codes";
import { inStore, readForm, type StoreCall } from "./in-store";
import { priceCartOf } from "./price-session";
import { type StoreSession, storePath, withSession } from "./session";

const asJson = ({ sandbox, shop }: StoreCall, session: StoreSession): Response =>
  withSession(json(cartJson(shop, priceCartOf(sandbox, shop, session))), shop, session);

/** The cart, as pages and as the JSON that themes use. Codes are decided anew at every call. */
export const cartRoutes: readonly Route[] = [
  inStore("GET", "/cart", ({ sandbox, shop, session }) => {
    const body = cartPage(shop, session, priceCartOf(sandbox, shop, session));
    return withSession(page(body), shop, session);
  }),
  inStore("POST", "/cart/add", async (call) => {
    const { shop, session } = call;
    const form = await readForm(call);
    const variantId = form.get("variantId") ?? "";
    if (!findLine(shop, { variantId })) return notFound("No such product");
    const added = withItem(session, variantId, quantityOf(form.get("quantity")));
    return withSession(seeOther(`${storePath(shop)}/cart`), shop, added);
  }),
  inStore("POST", "/cart/update", async (call) => {
    const { shop, session } = call;
    const form = await readForm(call);
    const changed = withQuantities(session, (variantId) => form.get(variantId));
    return withSession(seeOther(`${storePath(shop)}/cart`), shop, changed);
  }),
  // The form of the store's theme. A code that doesn't apply stays in the cart.
  inStore("POST", "/cart/discount", async (call) => {
    const { shop, session } = call;
    const form = await readForm(call);
    const removed = form.get("remove");
    const codes =
      removed === null
        ? joinCodes(session.codes, [form.get("code") ?? ""])
        : session.codes.filter((code) => code !== removed);
    return withSession(seeOther(`${storePath(shop)}/cart`), shop, { ...session, codes });
  }),
  inStore("GET", "/cart.js", (call) => asJson(call, call.session)),
  inStore("POST", "/cart/update.js", async (call) => {
    const { updates, discount } = await readUpdate(call);
    const changed = withQuantities(call.session, (variantId) => updates[variantId] ?? null);
    return asJson(call, discount === null ? changed : { ...changed, codes: splitCodes(discount) });
  }),
  // A permalink, `/cart/VARIANT:QUANTITY,…?discount=CODE`, fills the cart and opens the checkout.
  inStore("GET", "/cart/:items", ({ shop, session, params, url }) => {
    const items = (params["items"] ?? "").split(",").map((item) => item.split(":"));
    if (items.some(([id, quantity]) => !/^\d+$/.test(id ?? "") || !/^\d+$/.test(quantity ?? ""))) {
      return notFound();
    }
    const filled = items
      .filter(([variantId = ""]) => findLine(shop, { variantId }))
      .reduce(
        (before, [variantId = "", quantity = ""]) =>
          withItem(before, variantId, quantityOf(quantity)),
        { ...session, cart: [] } as StoreSession,
      );
    const codes = joinCodes(session.codes, splitCodes(url.searchParams.get("discount") ?? ""));
    const email = url.searchParams.get("checkout[email]") ?? session.email;
    const target = url.searchParams.get("storefront") === "true" ? "cart" : "checkout";
    const opened = seeOther(`${storePath(shop)}/${target}`);
    return withSession(opened, shop, { ...filled, codes, email });
  }),
  // The language form of themes.
  inStore("POST", "/localization", async (call) => {
    const { shop, session, request } = call;
    const form = await readForm(call);
    const back =
      form.get("return_to") ??
      new URL(request.headers.get("referer") ?? "/", "http://store").pathname;
    const home = storePath(shop);
    const inside = back === home || back.startsWith(`${home}/`) ? back : home;
    const locale = form.get("locale_code") ?? session.locale;
    return withSession(seeOther(inside), shop, { ...session, locale });
  }),
];

interface Update {
  /** New quantities by variant. */
  updates: Readonly<Record<string, string>>;
  /** All codes of the cart, separated by commas. Null leaves them as they are. */
  discount: string | null;
}

/** Reads `{updates?: {VARIANT: QUANTITY}, discount?}`, as JSON or as a form. */
async function readUpdate({ request }: StoreCall): Promise<Update> {
  const text = await request.text();
  if (request.headers.get("content-type")?.includes("json")) {
    const body = JSON.parse(text || "{}") as {
      updates?: Record<string, unknown>;
      discount?: string;
    };
    const updates = Object.entries(body.updates ?? {}).map(([id, one]) => [id, String(one)]);
    return { updates: Object.fromEntries(updates), discount: body.discount ?? null };
  }
  const form = new URLSearchParams(text);
  const updates = [...form].flatMap(([name, value]) => {
    const [, id] = /^updates\[(\d+)\]$/.exec(name) ?? [];
    return id === undefined ? [] : [[id, value]];
  });
  return { updates: Object.fromEntries(updates), discount: form.get("discount") };
}
