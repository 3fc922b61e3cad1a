const numbers = new Set(["Int", "Float"]);
const unknowns = new Set(["JSON"]);

/** How a scalar of Shopify's schema travels in JSON. Decimals and 64-bit numbers are strings. */
export function scalarType(name: string): string {
  if (name === "Boolean") return "boolean";
  if (numbers.has(name)) return "number";
  return unknowns.has(name) ? "unknown" : "string";
}
