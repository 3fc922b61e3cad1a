const numbers = new Set(["Int", "Float"]);
const unknowns = new Set(["JSON"]);

/** The TypeScript type of a Shopify scalar in JSON. Decimals and 64-bit integers are strings. */
export function scalarType(name: string): string {
  if (name === "Boolean") return "boolean";
  if (numbers.has(name)) return "number";
  return unknowns.has(name) ? "unknown" : "string";
}
