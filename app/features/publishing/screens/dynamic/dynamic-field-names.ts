/** The fields of a dynamic pool that show their own refusals. */
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
