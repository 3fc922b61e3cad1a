/** Fields of the dynamic pool form that show their own errors. */
export const dynamicFieldNames = [
  "discountId",
  "pattern.prefix",
  "pattern.length",
  "pattern.groupSize",
  "pattern.suffix",
  "pattern.alphabet",
  "buffer.target",
  "buffer.floor",
  "codeLimit",
];
