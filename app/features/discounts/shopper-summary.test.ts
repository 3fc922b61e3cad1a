import { expect, it } from "vitest";
import type { DiscountTerms } from "../../platform/discount-terms";
import { shopperLanguages } from "./shopper-language";
import { shopperSummary } from "./shopper-summary";

const all = { kind: "all" } as const;
const some = { kind: "products", ids: ["gid://shopify/Product/1"] } as const;
const terms = (
  value: DiscountTerms["value"],
  rest: Partial<Pick<DiscountTerms, "items" | "minimum">> = {},
) => ({ value, items: all, minimum: null, ...rest });
const percent = (amount: number) => ({ kind: "percentage", percent: amount }) as const;
const amount = (text: string, eachItem = false) =>
  ({ kind: "fixed_amount", amount: text, eachItem }) as const;
const buyTwo = {
  kind: "buy_x_get_y",
  buy: { quantity: 2 },
  buyItems: all,
  get: { quantity: 1, percent: 100 },
  getItems: all,
  usesPerOrder: null,
} as const;
const plain = (text: string) => text.replace(/\s/g, " ");

it.each([
  [terms(percent(20)), "20% off"],
  [terms(percent(12.5), { items: { ...some, ids: [...some.ids] } }), "12.5% off selected items"],
  [terms(amount("10.00")), "€10 off"],
  [
    terms(amount("9.5", true), { items: { ...some, ids: [...some.ids] } }),
    "€9.50 off each selected item",
  ],
  [terms({ kind: "free_shipping", upTo: null }), "Free shipping"],
  [terms(buyTwo), "Buy 2, get 1 free"],
  [terms(percent(20), { minimum: { subtotal: "50" } }), "20% off when you spend €50"],
  [terms(percent(20), { minimum: { quantity: 3 } }), "20% off when you buy at least 3 items"],
])("says what a discount gives a shopper (%#)", (discount, sentence) => {
  expect(shopperSummary(discount, { language: "en", currency: "EUR" })).toBe(sentence);
});

it.each([
  ["de", "20 % Rabatt ab 50 € Bestellwert"],
  ["fr", "20 % de réduction dès 50 € d’achat"],
  ["es", "20 % de descuento a partir de 50 € de compra"],
  ["it", "20% di sconto con una spesa di almeno 50 €"],
  ["pt", "20% de desconto em compras a partir de € 50"],
  ["nl", "20% korting vanaf € 50"],
  ["ja", "€50以上の購入で20%オフ"],
] as const)("says it in the shopper's language: %s", (language, sentence) => {
  const discount = terms(percent(20), { minimum: { subtotal: "50" } });
  expect(plain(shopperSummary(discount, { language, currency: "EUR" }))).toBe(sentence);
});

it("fills in every phrase of every language", () => {
  const values = [
    percent(20),
    amount("10"),
    { kind: "free_shipping", upTo: null } as const,
    buyTwo,
    { ...buyTwo, buy: { amount: "50" }, get: { quantity: 1, percent: 50 } },
  ];
  for (const language of shopperLanguages) {
    for (const value of values) {
      expect(shopperSummary(terms(value), { language, currency: "EUR" })).not.toMatch(/[{}]|^$/);
    }
  }
});
