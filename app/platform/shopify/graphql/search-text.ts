/**
 * Converts typed text into a Shopify search: every word as a prefix of a word in the title. Removes
 * search syntax: fields, quotes, operators and connectives.
 */
export const searchText = (typed: string): string =>
  typed
    .slice(0, 200)
    .toLowerCase()
    .split(/[^\p{L}\p{N}@._+]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .slice(0, 8)
    .map((word) => `${word}*`)
    .join(" ");
