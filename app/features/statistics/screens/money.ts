/** Formats an amount (decimal string) in its currency (ISO 4217): `1234.5`, `EUR` → `€1,234.50`. */
export function money(amount: string, currency: string): string {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency });
  // Intl accepts decimal strings; TypeScript's types don't yet.
  return format.format(amount as unknown as number);
}
