import type { DiscountTerms } from "../../platform/discount-terms";
import type { ShopperLanguage } from "./shopper-language";

/**
 * Phrases about a discount. `{p}` is a percentage, `{a}` an amount of money, `{n}` and `{m}` are
 * numbers of items, `{w}` is the discount without its condition.
 */
interface Phrases {
  percent: string;
  percentOfItems: string;
  amount: string;
  amountOfItems: string;
  amountOfEach: string;
  freeShipping: string;
  buyFree: string;
  buyReduced: string;
  spendFree: string;
  spendReduced: string;
  minimumAmount: string;
  minimumItems: string;
}

const phrases: Record<ShopperLanguage, Phrases> = {
  en: {
    percent: "{p} off",
    percentOfItems: "{p} off selected items",
    amount: "{a} off",
    amountOfItems: "{a} off selected items",
    amountOfEach: "{a} off each selected item",
    freeShipping: "Free shipping",
    buyFree: "Buy {n}, get {m} free",
    buyReduced: "Buy {n}, get {m} at {p} off",
    spendFree: "Spend {a}, get {m} free",
    spendReduced: "Spend {a}, get {m} at {p} off",
    minimumAmount: "{w} when you spend {a}",
    minimumItems: "{w} when you buy at least {n} items",
  },
  de: {
    percent: "{p} Rabatt",
    percentOfItems: "{p} Rabatt auf ausgewählte Artikel",
    amount: "{a} Rabatt",
    amountOfItems: "{a} Rabatt auf ausgewählte Artikel",
    amountOfEach: "{a} Rabatt auf jeden ausgewählten Artikel",
    freeShipping: "Kostenloser Versand",
    buyFree: "{n} kaufen, {m} gratis erhalten",
    buyReduced: "{n} kaufen, {m} mit {p} Rabatt erhalten",
    spendFree: "Für {a} einkaufen, {m} gratis erhalten",
    spendReduced: "Für {a} einkaufen, {m} mit {p} Rabatt erhalten",
    minimumAmount: "{w} ab {a} Bestellwert",
    minimumItems: "{w} ab {n} Artikeln",
  },
  fr: {
    percent: "{p} de réduction",
    percentOfItems: "{p} de réduction sur certains articles",
    amount: "{a} de réduction",
    amountOfItems: "{a} de réduction sur certains articles",
    amountOfEach: "{a} de réduction sur chaque article sélectionné",
    freeShipping: "Livraison gratuite",
    buyFree: "{n} achetés, {m} gratuits",
    buyReduced: "{n} achetés, {m} à {p} de réduction",
    spendFree: "Dépensez {a} et recevez-en {m} gratuitement",
    spendReduced: "Dépensez {a} et recevez-en {m} avec {p} de réduction",
    minimumAmount: "{w} dès {a} d’achat",
    minimumItems: "{w} à partir de {n} articles",
  },
  es: {
    percent: "{p} de descuento",
    percentOfItems: "{p} de descuento en artículos seleccionados",
    amount: "{a} de descuento",
    amountOfItems: "{a} de descuento en artículos seleccionados",
    amountOfEach: "{a} de descuento en cada artículo seleccionado",
    freeShipping: "Envío gratis",
    buyFree: "Compra {n} y llévate {m} gratis",
    buyReduced: "Compra {n} y llévate {m} con {p} de descuento",
    spendFree: "Gasta {a} y llévate {m} gratis",
    spendReduced: "Gasta {a} y llévate {m} con {p} de descuento",
    minimumAmount: "{w} a partir de {a} de compra",
    minimumItems: "{w} a partir de {n} artículos",
  },
  it: {
    percent: "{p} di sconto",
    percentOfItems: "{p} di sconto su articoli selezionati",
    amount: "{a} di sconto",
    amountOfItems: "{a} di sconto su articoli selezionati",
    amountOfEach: "{a} di sconto su ogni articolo selezionato",
    freeShipping: "Spedizione gratuita",
    buyFree: "Acquista {n}, ricevi {m} gratis",
    buyReduced: "Acquista {n}, ricevi {m} con {p} di sconto",
    spendFree: "Spendi {a}, ricevi {m} gratis",
    spendReduced: "Spendi {a}, ricevi {m} con {p} di sconto",
    minimumAmount: "{w} con una spesa di almeno {a}",
    minimumItems: "{w} con almeno {n} articoli",
  },
  pt: {
    percent: "{p} de desconto",
    percentOfItems: "{p} de desconto em itens selecionados",
    amount: "{a} de desconto",
    amountOfItems: "{a} de desconto em itens selecionados",
    amountOfEach: "{a} de desconto em cada item selecionado",
    freeShipping: "Frete grátis",
    buyFree: "Compre {n} e leve {m} grátis",
    buyReduced: "Compre {n} e leve {m} com {p} de desconto",
    spendFree: "Gaste {a} e leve {m} grátis",
    spendReduced: "Gaste {a} e leve {m} com {p} de desconto",
    minimumAmount: "{w} em compras a partir de {a}",
    minimumItems: "{w} a partir de {n} itens",
  },
  nl: {
    percent: "{p} korting",
    percentOfItems: "{p} korting op geselecteerde artikelen",
    amount: "{a} korting",
    amountOfItems: "{a} korting op geselecteerde artikelen",
    amountOfEach: "{a} korting op elk geselecteerd artikel",
    freeShipping: "Gratis verzending",
    buyFree: "Koop {n}, krijg {m} gratis",
    buyReduced: "Koop {n}, krijg {m} met {p} korting",
    spendFree: "Besteed {a}, krijg {m} gratis",
    spendReduced: "Besteed {a}, krijg {m} met {p} korting",
    minimumAmount: "{w} vanaf {a}",
    minimumItems: "{w} vanaf {n} artikelen",
  },
  ja: {
    percent: "{p}オフ",
    percentOfItems: "対象商品が{p}オフ",
    amount: "{a}オフ",
    amountOfItems: "対象商品が{a}オフ",
    amountOfEach: "対象商品1点につき{a}オフ",
    freeShipping: "送料無料",
    buyFree: "{n}点購入で{m}点無料",
    buyReduced: "{n}点購入で{m}点が{p}オフ",
    spendFree: "{a}以上の購入で{m}点無料",
    spendReduced: "{a}以上の購入で{m}点が{p}オフ",
    minimumAmount: "{a}以上の購入で{w}",
    minimumItems: "{n}点以上の購入で{w}",
  },
};

/**
 * What a discount gives a shopper, in their language, without a period: `20% off when you spend
 * €50`. It leaves out what doesn't concern them, such as limits, and their dates. `currency` is the
 * store's, ISO 4217.
 */
export function shopperSummary(
  { value, items, minimum }: Pick<DiscountTerms, "value" | "items" | "minimum">,
  { language, currency }: { language: ShopperLanguage; currency: string },
): string {
  const say = phrases[language];
  const money = (amount: string) => moneyText(amount, currency, language);
  const worth = worthText(value, items, say, money, (percent) => percentText(percent, language));
  if (!minimum) return worth;
  if ("subtotal" in minimum) {
    return fill(say.minimumAmount, { w: worth, a: money(minimum.subtotal) });
  }
  if (minimum.quantity === 1) return worth;
  return fill(say.minimumItems, { w: worth, n: String(minimum.quantity) });
}

function worthText(
  value: DiscountTerms["value"],
  items: DiscountTerms["items"],
  say: Phrases,
  money: (amount: string) => string,
  percentage: (percent: number) => string,
): string {
  switch (value.kind) {
    case "percentage": {
      const phrase = items.kind === "all" ? say.percent : say.percentOfItems;
      return fill(phrase, { p: percentage(value.percent) });
    }
    case "fixed_amount": {
      const ofItems = value.eachItem ? say.amountOfEach : say.amountOfItems;
      return fill(items.kind === "all" ? say.amount : ofItems, { a: money(value.amount) });
    }
    case "free_shipping":
      return say.freeShipping;
    case "buy_x_get_y": {
      const { buy, get } = value;
      const free = get.percent === 100;
      const rest = { m: String(get.quantity), p: percentage(get.percent) };
      return "quantity" in buy
        ? fill(free ? say.buyFree : say.buyReduced, { n: String(buy.quantity), ...rest })
        : fill(free ? say.spendFree : say.spendReduced, { a: money(buy.amount), ...rest });
    }
  }
}

function fill(phrase: string, values: Record<string, string>): string {
  return phrase.replace(/\{(\w)\}/g, (_, name: string) => values[name] ?? "");
}

function moneyText(amount: string, currency: string, language: ShopperLanguage): string {
  const value = Number(amount);
  const whole = Number.isInteger(value) ? { maximumFractionDigits: 0 } : {};
  const format = new Intl.NumberFormat(language, { style: "currency", currency, ...whole });
  return format.format(value);
}

function percentText(percent: number, language: ShopperLanguage): string {
  const format = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 2 });
  return format.format(percent / 100);
}
