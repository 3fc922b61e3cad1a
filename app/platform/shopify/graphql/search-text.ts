/**
 * What somebody typed, as a search of Shopify's: every word at the beginning of a word of the title.
 * Nothing of its search language is left in it: no fields, quotes, signs or connectives.
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
