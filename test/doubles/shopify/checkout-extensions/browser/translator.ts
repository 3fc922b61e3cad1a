import type { FrameStart, Texts } from "../messages";

type Replacements = Readonly<Record<string, unknown>>;

/**
 * `i18n.translate`: the text of a dotted key in the buyer's language, else in the default one, with
 * `{{name}}` filled in. `count` selects the plural form. With values that are no text, it returns a
 * list (typed so by Shopify). Assumed: a key without a text returns itself.
 */
export function translator({ texts, defaultTexts, locale }: FrameStart) {
  const plurals = new Intl.PluralRules(locale);
  const find = (from: Texts, key: string, count: unknown): string | undefined => {
    let at: string | Texts | undefined = from;
    for (const step of key.split(".")) at = typeof at === "object" ? at[step] : undefined;
    if (typeof at !== "object") return at;
    const form = typeof count === "number" ? (at[plurals.select(count)] ?? at["other"]) : undefined;
    return typeof form === "string" ? form : undefined;
  };
  return (key: string, values: Replacements = {}): string | unknown[] => {
    const { count } = values;
    const text = find(texts, key, count) ?? find(defaultTexts, key, count) ?? key;
    const parts = text
      .split(/\{\{\s*(\w+)\s*\}\}/)
      .map((part, index) => (index % 2 === 0 ? part : (values[part] ?? `{{${part}}}`)));
    const plain = parts.every((part) => typeof part === "string" || typeof part === "number");
    return plain ? parts.join("") : parts.filter((part) => part !== "");
  };
}
