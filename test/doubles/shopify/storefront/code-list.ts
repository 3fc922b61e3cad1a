import { type Html, html } from "../http/html";
import type { Refusal } from "../orders/terms/refusal";

interface ListedCode {
  code: string;
  refusal: Refusal | null;
}

/** The codes of a cart or checkout, each with its state and a button in the form to remove it. */
export const codeList = (codes: readonly ListedCode[], locale: string): Html =>
  html`<ul class="codes">${codes.map(
    ({ code, refusal }) =>
      html`<li data-code="${code}" data-state="${refusal?.reason ?? "applied"}">
${refusal ? refusalText(refusal, locale) : html`<span class="good">${code} applied</span>`}
<button class="link" name="remove" value="${code}" aria-label="Remove ${code}">Remove</button></li>`,
  )}</ul>`;

/** Only a function's message is in the buyer's language: the store's own texts are English. */
const refusalText = ({ reason, message }: Refusal, locale: string): Html =>
  reason === "DISCOUNT_REJECTED_BY_FUNCTION"
    ? html`<span class="bad" role="alert" lang="${locale}">${message}</span>`
    : html`<span class="bad">${message}</span>`;
