import type { Customer } from "../customers/customer";
import { html } from "../http/html";
import { orderName } from "../orders/order";
import type { Shop } from "../shops/shop";
import { type StoreSession, storePath } from "./session";
import { storeLayout } from "./store-layout";

const fullName = ({ firstName, lastName }: Customer): string =>
  [firstName, lastName].filter(Boolean).join(" ");

/** The account page. Signing in needs no password: you select a customer. */
export function accountPage(shop: Shop, session: StoreSession, problem = ""): string {
  const home = storePath(shop);
  const customer = shop.customers[session.customerId ?? ""];
  if (!customer) return signInPage(shop, session, problem);
  const orders = Object.values(shop.orders).filter((order) => order.customerId === customer.id);
  return storeLayout(
    shop,
    session,
    fullName(customer) || "Your account",
    html`<section><p>${customer.email ?? ""}</p>
<form method="post" action="${home}/account/sign-out"><button>Sign out</button></form></section>
<section><h2>Orders</h2>${
      orders.length === 0
        ? html`<p class="quiet">No orders yet.</p>`
        : html`<ul>${orders
            .reverse()
            .map(
              (order) =>
                html`<li><a href="${home}/orders/${order.id}">${orderName(order)}</a></li>`,
            )}</ul>`
    }</section>`,
  );
}

const signInPage = (shop: Shop, session: StoreSession, problem: string): string =>
  storeLayout(
    shop,
    session,
    "Sign in",
    html`<section><form method="post" action="${storePath(shop)}/account/sign-in">
<label>Customer<select name="customerId">${Object.values(shop.customers).map(
      (customer) =>
        html`<option value="${customer.id}">${fullName(customer)}, ${customer.email ?? "no email"}</option>`,
    )}</select></label><button class="main">Sign in</button></form></section>
<section><h2>New here?</h2><form method="post" action="${storePath(shop)}/account/create">
<label>First name<input name="firstName" autocomplete="given-name"></label>
<label>Last name<input name="lastName" autocomplete="family-name"></label>
<label>Email<input name="email" type="email" autocomplete="email" required></label>${
      problem ? html`<p class="bad" role="alert">${problem}</p>` : ""
    }<button>Create account</button></form></section>`,
  );
