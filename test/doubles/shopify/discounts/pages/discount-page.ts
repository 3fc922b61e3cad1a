import { type Html, html } from "../../http/html";
import { layout } from "../../http/layout";
import type { Sandbox } from "../../sandbox";
import type { Shop } from "../../shops/shop";
import type { Discount, RedeemCode } from "../discount";
import { discountStatus } from "../discount-status";
import { readOwnValue } from "./change-value";
import { type CodePage, codePage } from "./code-page";
import { discountsPath, worth } from "./discount-list-page";

export interface DiscountView {
  /** Shows only codes containing this text; empty for all. */
  search: string;
  /** Shows the codes after the one with this ID. */
  after: string;
  /** The error message of a failed change. */
  problem?: string;
}

/** The page of a discount with its codes and actions. */
export function discountPage(
  sandbox: Sandbox,
  shop: Shop,
  discount: Discount,
  view: DiscountView,
): string {
  const status = discountStatus(sandbox, discount);
  const path = `${discountsPath(shop)}/${discount.id}`;
  return layout(
    discount.title,
    html`<p><a href="${discountsPath(shop)}">All discounts of ${shop.name}</a></p>
${view.problem ? html`<p class="bad" role="alert">${view.problem}</p>` : null}
<section data-discount="${discount.id}" data-status="${status}">
<p>${worth(shop, discount)}</p>
<p class="quiet">${status.toLowerCase()} · from ${time(discount.startsAt)} ·
${discount.endsAt === null ? "without an end" : `to ${time(discount.endsAt)}`}</p>
${status === "ACTIVE" ? button(path, "deactivate", "Deactivate") : button(path, "activate", "Activate")}
${button(path, "delete", "Delete discount", "danger")}
${valueForm(path, discount)}</section>
${discount.method === "code" ? codes(path, discount, codePage(discount, view.search, view.after), view) : null}`,
  );
}

const time = (ms: number): string =>
  `${new Date(ms).toISOString().slice(0, 16).replace("T", " ")} UTC`;

const button = (path: string, action: string, label: string, className = ""): Html =>
  html`<form method="post" action="${path}/${action}"><button class="${className}">${label}</button></form>`;

function valueForm(path: string, discount: Discount): Html | null {
  const value = readOwnValue(discount);
  if (!value) return null;
  const unit = value.kind === "amount" ? "Amount off" : "Percent off";
  return html`<form method="post" action="${path}/value"><label>${unit}
<input name="value" type="number" min="0" step="0.01" required value="${value.number}"></label>
<button>Change value</button></form>`;
}

const codes = (path: string, discount: Discount, page: CodePage, { search }: DiscountView): Html =>
  html`<section><h2 data-codes-count="${discount.codes.length}">${discount.codes.length} codes</h2>
<form method="get" action="${path}"><label>Search codes <input name="search" value="${search}"></label>
<button>Search</button></form>
<form method="post" action="${path}/codes"><label>New code <input name="code" required></label>
<button>Add code</button></form>
${
  page.codes.length === 0
    ? html`<p class="quiet">No codes here.</p>`
    : html`<table><tr><th>Code</th><th>Used</th><th></th></tr>${page.codes.map((code) => row(path, code))}</table>`
}
${page.next ? html`<p><a rel="next" href="${path}?${query({ search, after: page.next })}">More codes</a></p>` : null}
</section>`;

const query = (values: Record<string, string>): string => new URLSearchParams(values).toString();

const row = (path: string, { id, code, usage }: RedeemCode): Html =>
  html`<tr data-code="${code}"><td><code>${code}</code></td><td>${usage}</td>
<td><form method="post" action="${path}/codes/${id}/delete">
<button class="danger" aria-label="Delete code ${code}">Delete</button></form></td></tr>
`;
