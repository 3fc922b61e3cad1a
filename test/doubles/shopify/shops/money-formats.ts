// Shopify's placeholder, not a JavaScript template.
const dollars = `$${"{{amount}}"}`;

/** A shop's money formats in Shopify's template syntax. */
export function moneyFormats(currency: string): { plain: string; withCurrency: string } {
  const plain = currency === "EUR" ? "€{{amount_with_comma_separator}}" : dollars;
  return { plain, withCurrency: `${plain} ${currency}` };
}
