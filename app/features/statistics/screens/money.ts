/** An amount (decimal string) in its currency (ISO 4217): `1234.5`, `EUR` → `€1,234.50`. */
export function money(amount: string, currency: string): string {
  const format = new Intl.NumberFormat("en-US", { style: "currency", currency });
  // Intl takes decimal strings as they are; TypeScript's own types are behind.
  return format.format(amount as unknown as number);
}
