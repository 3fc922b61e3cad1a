/** A locale file: texts by key, nested. */
export interface Translations {
  readonly [key: string]: string | Translations;
}

const PLURALS = ["zero", "one", "two", "few", "many", "other"];

const escaped = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

/**
 * The `t` filter: the text of a dotted key, with `{{ name }}` filled in and its plural form chosen by
 * `count`. The text is escaped unless its key ends in `_html`; values always are (documented).
 */
export function translate(
  translations: Translations,
  key: string,
  values: Readonly<Record<string, unknown>> = {},
): string {
  const found = find(translations, String(key).split("."), values["count"]);
  if (found === undefined) return `Translation missing: ${key}`;
  const text = key.endsWith("_html") ? found : escaped(found);
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) =>
    name in values ? escaped(String(values[name])) : whole,
  );
}

function find(
  translations: Translations,
  path: readonly string[],
  count: unknown,
): string | undefined {
  let at: string | Translations | undefined = translations;
  for (const step of path) at = typeof at === "object" ? at[step] : undefined;
  if (typeof at !== "object") return at;
  if (typeof count !== "number" || !PLURALS.some((form) => form in at)) return undefined;
  const form = at[new Intl.PluralRules("en").select(count)] ?? at["other"];
  return typeof form === "string" ? form : undefined;
}
