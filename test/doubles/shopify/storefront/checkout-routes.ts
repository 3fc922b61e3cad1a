import { fillCheckout } from "../checkout-extensions/fill-checkout";
import { page, seeOther } from "../http/answers";
import type { Route } from "../http/route";
import { placeOrder } from "../orders/actions/place-order";
import { type Quote, quoteOrder } from "../orders/actions/quote-order";
import type { Shop } from "../shops/shop";
import { type CheckoutView, checkoutPage } from "./checkout-page";
import { inStore, readForm, type StoreCall } from "./in-store";
import { requestOf } from "./price-session";
import { type StoreSession, storePath, withSession } from "./session";

/**
 * The checkout: applies and removes codes, and places the order if its total is still the one shown.
 * Codes are decided anew at every step, also by functions.
 */
export const checkoutRoutes: readonly Route[] = [
  inStore("GET", "/checkout", async (call) => {
    const { sandbox, shop, session } = call;
    const quote = quoteOrder(sandbox, shop, requestOf(session));
    if (typeof quote === "string") return seeOther(`${storePath(shop)}/cart`);
    const body = checkoutPage(shop, session, { quote, problem: null, typed: "" });
    return withSession(page(await fillCheckout(call, body, { quote })), shop, session);
  }),
  inStore("POST", "/checkout", async (call) => {
    const form = await readForm(call);
    const session = filledIn(call.session, form);
    const removed = form.get("remove");
    if (removed !== null) {
      const codes = session.codes.filter((code) => code !== removed);
      return toCheckout(call.shop, { ...session, codes });
    }
    switch (form.get("do")) {
      case "pay":
        return pay(call, session, form);
      case "contact":
        return isAddress(session.email)
          ? toCheckout(call.shop, session)
          : refuse(call, session, { at: "email", text: "Enter an email" });
      default:
        return applyCode(call, session, form);
    }
  }),
];

const toCheckout = (shop: Shop, session: StoreSession): Response =>
  withSession(seeOther(`${storePath(shop)}/checkout`), shop, session);

const isAddress = (email: string | null): boolean => /^\S+@\S+\.\S+$/.test(email ?? "");

/** Keeps the form's values, whichever button was clicked. */
function filledIn(session: StoreSession, form: URLSearchParams): StoreSession {
  const text = (name: string): string => form.get(name)?.trim() ?? "";
  return {
    ...session,
    email: session.customerId === null ? text("email") || null : null,
    address: {
      firstName: text("firstName"),
      lastName: text("lastName"),
      address1: text("address1"),
      zip: text("zip"),
      city: text("city"),
      countryCode: text("countryCode"),
    },
    payLater: form.get("payment") === "later",
    test: form.get("test") !== null,
  };
}

async function applyCode(
  call: StoreCall,
  session: StoreSession,
  form: URLSearchParams,
): Promise<Response> {
  const { sandbox, shop } = call;
  const typed = form.get("code")?.trim() ?? "";
  if (typed === "") return toCheckout(shop, session);
  const same = (code: string): boolean => code.toLowerCase() === typed.toLowerCase();
  if (session.codes.some(same)) return toCheckout(shop, session);
  const codes = [...session.codes, typed];
  const quote = quoteOrder(sandbox, shop, requestOf({ ...session, codes }));
  if (typeof quote === "string") return seeOther(`${storePath(shop)}/cart`);
  const refusal = quote.refused.find(({ code }) => code === typed);
  if (!refusal) return toCheckout(shop, { ...session, codes });
  const { message: text, reason } = refusal;
  const lang = reason === "DISCOUNT_REJECTED_BY_FUNCTION" ? { lang: session.locale } : {};
  return refuse(call, session, { at: "code", text, ...lang }, typed);
}

async function refuse(
  call: StoreCall,
  session: StoreSession,
  problem: CheckoutView["problem"],
  typed = "",
): Promise<Response> {
  const { sandbox, shop } = call;
  const quote = quoteOrder(sandbox, shop, requestOf(session));
  if (typeof quote === "string") return seeOther(`${storePath(shop)}/cart`);
  const body = checkoutPage(shop, session, { quote, problem, typed });
  const filled = await fillCheckout({ sandbox, shop, session }, body, { quote });
  return withSession(page(filled, 422), shop, session);
}

async function pay(
  call: StoreCall,
  session: StoreSession,
  form: URLSearchParams,
): Promise<Response> {
  const { sandbox, shop } = call;
  if (session.customerId === null && !isAddress(session.email)) {
    return refuse(call, session, { at: "email", text: "Enter an email" });
  }
  const quote = quoteOrder(sandbox, shop, requestOf(session));
  if (typeof quote === "string") return seeOther(`${storePath(shop)}/cart`);
  if (String(quote.total) !== form.get("total")) {
    return refuse(call, session, { at: "total", text: changedText(quote) });
  }
  const refused = new Set(quote.refused.map(({ code }) => code));
  const placed = placeOrder(sandbox, shop, {
    ...requestOf(session),
    codes: session.codes.filter((code) => !refused.has(code)),
    test: session.test,
    paid: !session.payLater,
  });
  if (!placed.ok) return refuse(call, session, { at: "total", text: placed.message });
  const emptied = { ...session, cart: [], codes: [] };
  return withSession(seeOther(`${storePath(shop)}/orders/${placed.order.id}`), shop, emptied);
}

/** The message if the total changed since the page was shown, such as when a code was used up. */
const changedText = ({ refused }: Quote): string =>
  ["Your order changed. Check the total.", ...refused.map(({ message }) => `${message}.`)].join(
    " ",
  );
