import { blockPlace, checkoutBlock, targetPlace } from "../checkout-extensions/checkout-targets";
import { type Html, html } from "../http/html";
import type { Quote } from "../orders/actions/quote-order";
import { moneyText } from "../orders/money";
import type { Shop } from "../shops/shop";
import { codeList } from "./code-list";
import { COUNTRIES } from "./countries";
import { type StoreSession, storePath } from "./session";
import { storeLayout } from "./store-layout";

export interface CheckoutView {
  quote: Quote;
  /** The error message of a rejected order or code, and where to show it. */
  problem: { at: "email" | "code" | "total"; text: string; lang?: string } | null;
  /** The value of the code field, kept after a rejection. */
  typed: string;
}

/** The checkout, with one form on one page. The clicked button determines the action. */
export function checkoutPage(shop: Shop, session: StoreSession, view: CheckoutView): string {
  return storeLayout(
    shop,
    session,
    "Checkout",
    html`<form method="post" action="${storePath(shop)}/checkout" data-checkout novalidate>
${hiddenDefault}${targetPlace("purchase.checkout.header.render-after")}<div class="two"><div>
${blockPlace(checkoutBlock, "main")}${contact(shop, session, view)}
${targetPlace("purchase.checkout.contact.render-after")}${targetPlace("purchase.checkout.delivery-address.render-before")}
${delivery(shop, session)}${targetPlace("purchase.checkout.delivery-address.render-after")}
${targetPlace("purchase.checkout.payment-method-list.render-before")}${payment(session)}
${targetPlace("purchase.checkout.payment-method-list.render-after")}</div><div>
${targetPlace("purchase.checkout.reductions.render-before")}${discountCodes(session, view)}
${targetPlace("purchase.checkout.reductions.render-after")}${blockPlace(checkoutBlock, "summary")}
${targetPlace("purchase.checkout.actions.render-before")}${summary(shop, view)}</div></div>
${targetPlace("purchase.checkout.footer.render-after")}</form>`,
  );
}

// Pressing Enter clicks the first button of a form, which must not be the one that pays.
const hiddenDefault: Html = html`<button name="do" value="apply" hidden aria-hidden="true"></button>`;

function contact(shop: Shop, session: StoreSession, { problem }: CheckoutView): Html {
  const customer = shop.customers[session.customerId ?? ""];
  return html`<section><h2>Contact</h2>${
    customer
      ? html`<p>Signed in as ${customer.email ?? customer.firstName}.
<a href="${storePath(shop)}/account">Change</a></p>`
      : html`<div class="beside"><label>Email<input name="email" type="email" autocomplete="email" required value="${session.email ?? ""}"${invalid(problem, "email")}></label><button name="do" value="contact">Continue</button></div>${problemText(problem, "email")}
<p class="quiet">Have an account? <a href="${storePath(shop)}/account">Sign in</a></p>`
  }</section>`;
}

function delivery(shop: Shop, session: StoreSession): Html {
  const customer = shop.customers[session.customerId ?? ""];
  const address = session.address ?? {
    firstName: customer?.firstName ?? "",
    lastName: customer?.lastName ?? "",
    address1: customer?.address?.address1 ?? "",
    zip: customer?.address?.zip ?? "",
    city: customer?.address?.city ?? "",
    countryCode: customer?.address?.countryCode ?? shop.country,
  };
  const field = (label: string, name: keyof typeof address, autocomplete: string): Html =>
    html`<label>${label}<input name="${name}" autocomplete="${autocomplete}" value="${address[name]}"></label>`;
  return html`<section><h2>Delivery</h2>
<label>Country<select name="countryCode" autocomplete="country">${COUNTRIES.map(
    ([code, name]) =>
      html`<option value="${code}"${selected(code === address.countryCode)}>${name}</option>`,
  )}</select></label>
<div class="pair">${field("First name", "firstName", "given-name")}${field("Last name", "lastName", "family-name")}</div>
${field("Address", "address1", "street-address")}
<div class="pair">${field("Postal code", "zip", "postal-code")}${field("City", "city", "address-level2")}</div></section>`;
}

type Problem = CheckoutView["problem"];

const invalid = (problem: Problem, at: string): Html | null =>
  problem?.at === at ? { markup: ' aria-invalid="true" aria-describedby="problem"' } : null;

const problemText = (problem: Problem, at: string): Html | null =>
  problem?.at === at
    ? html`<p class="bad" id="problem" role="alert"${
        problem.lang ? html` lang="${problem.lang}"` : null
      }>${problem.text}</p>`
    : null;

const selected = (is: boolean): Html | null => (is ? { markup: " selected" } : null);

const payment = ({ payLater, test }: StoreSession): Html => html`<section><h2>Payment</h2>
<label>How to pay<select name="payment"><option value="now">Card, paid now</option>
<option value="later"${selected(payLater)}>Bank deposit, paid later</option></select></label>
<label class="row"><input type="checkbox" name="test" value="1"${
  test ? { markup: " checked" } : null
}>This is a test order</label></section>`;

function discountCodes(session: StoreSession, { quote, problem, typed }: CheckoutView): Html {
  const refused = new Map(quote.refused.map((one) => [one.code, one]));
  const codes = session.codes.map((code) => ({ code, refusal: refused.get(code) ?? null }));
  return html`<section data-region="discounts"><h2>Discount</h2><div class="beside">
<label>Discount code<input name="code" autocomplete="off" autocapitalize="characters" value="${typed}"${invalid(problem, "code")}></label><button name="do" value="apply">Apply</button></div>
${problemText(problem, "code")}
${codeList(codes, session.locale)}</section>`;
}

function summary(shop: Shop, { quote, problem }: CheckoutView): Html {
  const money = (minor: number): string => moneyText(shop.currency, minor);
  return html`<section data-region="summary"><h2>Order summary</h2><dl>${quote.lines.map(
    (line) =>
      html`<div><dt>${line.quantity} × ${line.title}${
        line.variantTitle ? html` <span class="quiet">${line.variantTitle}</span>` : null
      }</dt><dd>${money(line.price * line.quantity)}</dd></div>`,
  )}<div><dt>Subtotal</dt><dd>${money(quote.subtotal)}</dd></div>
<div><dt>Shipping</dt><dd>${money(quote.shipping)}</dd></div>${quote.discounts.map(
    ({ discount, amount }) =>
      html`<div class="good"><dt>${discount.code ?? discount.title}</dt><dd>−${money(amount)}</dd></div>`,
  )}<div class="total"><dt>Total</dt><dd>${money(quote.total)}</dd></div></dl>
${problemText(problem, "total")}<input type="hidden" name="total" value="${quote.total}">
<button class="main wide" name="do" value="pay">Pay ${money(quote.total)}</button></section>`;
}
