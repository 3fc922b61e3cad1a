/** Languages in which shoppers are addressed. Everyone else reads English. */
export const shopperLanguages = ["en", "de", "fr", "es", "it", "pt", "nl", "ja"] as const;
export type ShopperLanguage = (typeof shopperLanguages)[number];

/** The language of a locale such as `pt-BR`, `pt_BR` or `DE`; English for others and for nonsense. */
export function shopperLanguage(locale: string): ShopperLanguage {
  const language = locale.toLowerCase().split(/[-_]/)[0];
  return shopperLanguages.find((known) => known === language) ?? "en";
}
