import { Liquid, type TagToken, type TopLevelToken } from "liquidjs";
import { html } from "../http/html";
import { moneyText } from "../orders/money";
import { type Translations, translate } from "./translate";

/** What a template may use besides the theme's objects. */
export interface TemplateSource {
  /** By name without `.liquid`. */
  readonly snippets: Readonly<Record<string, string>>;
  readonly translations: Translations;
  /** The address of a file in `assets/`. */
  readonly assetUrl: (file: string) => string;
  readonly currency: string;
}

/**
 * A Liquid engine with the tags and filters that themes have beside the standard ones. An unknown
 * filter is an error here: Shopify's own check before a deploy complains about it.
 */
export function themeLiquid({
  snippets,
  translations,
  assetUrl,
  currency,
}: TemplateSource): Liquid {
  const engine = new Liquid({
    templates: { ...snippets },
    relativeReference: false,
    strictFilters: true,
    jsTruthy: false,
  });
  engine.registerFilter("t", (key: string, ...named: unknown[]) =>
    translate(translations, key, namedValues(named)),
  );
  engine.registerFilter("asset_url", (file: string) => assetUrl(String(file)));
  engine.registerFilter(
    "stylesheet_tag",
    (url: string) => html`<link rel="stylesheet" href="${url}" media="all">`.markup,
  );
  engine.registerFilter("script_tag", (url: string) => html`<script src="${url}"></script>`.markup);
  const money = (minor: unknown): string => moneyText(currency, Number(minor));
  engine.registerFilter("money", money);
  engine.registerFilter("money_with_currency", (minor) => `${money(minor)} ${currency}`);
  engine.registerTag("schema", {
    parse: (_token: TagToken, rest: TopLevelToken[]) => skipTo("endschema", rest),
    render: () => "",
  });
  return engine;
}

function skipTo(end: string, rest: TopLevelToken[]): void {
  for (let token = rest.shift(); token; token = rest.shift()) {
    if ("name" in token && token.name === end) return;
  }
  throw new Error(`${end} is missing`);
}

/** liquidjs passes named arguments as pairs. */
const namedValues = (named: readonly unknown[]): Record<string, unknown> =>
  Object.fromEntries(named.filter((one): one is [string, unknown] => Array.isArray(one)));
