// Shopify's own placeholder, not one of JavaScript's.
const dollars = `$${"{{amount}}"}`;

/** How a shop writes amounts, as a template of Shopify's. */
export function moneyFormats(currency: string): { plain: string; withCurrency: string } {
  const plain = currency === "EUR" ? "€{{amount_with_comma_separator}}" : dollars;
  return { plain, withCurrency: `${plain} ${currency}` };
}
