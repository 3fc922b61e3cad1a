/** The countries that the stores ship to. */
export const COUNTRIES: readonly (readonly [code: string, name: string])[] = [
  ["DE", "Germany"],
  ["AT", "Austria"],
  ["CH", "Switzerland"],
  ["FR", "France"],
  ["DK", "Denmark"],
  ["GB", "United Kingdom"],
  ["US", "United States"],
];
