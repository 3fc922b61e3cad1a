import { page } from "../http/answers";
import { html } from "../http/html";
import { themeDocument } from "../storefront/store-layout";
import { fillTheme } from "../theme/fill-theme";
import { themeLiquid } from "../theme/theme-liquid";
import { themeObjects } from "../theme/theme-objects";
import type { ThemeVisit } from "../theme/theme-visit";
import { type ProxyFailure, withoutHopHeaders } from "./forward-to-app";
import { proxyLocation } from "./proxy-location";

const NO_LAYOUT = /\{%-?\s*layout\s+none\s*-?%\}/;

/**
 * The buyer's answer to a proxied request. `application/liquid` is rendered with the theme's objects
 * in the theme's layout, or without it after `{% layout none %}`. All other answers pass as they are
 * (documented).
 */
export async function proxyAnswer(visit: ThemeVisit, answer: Response): Promise<Response> {
  const headers = withoutHopHeaders(answer.headers);
  const { status } = answer;
  const location = headers.get("location");
  if (location !== null) {
    headers.set("location", proxyLocation(visit.sandbox.settings, visit.shop, location));
  }
  if (!headers.get("content-type")?.startsWith("application/liquid")) {
    return new Response(answer.body, { status, headers });
  }
  const body = await answer.text();
  headers.set("content-type", "text/html; charset=utf-8");
  const markup = await renderLiquid(visit, body);
  const whole = NO_LAYOUT.test(body)
    ? markup
    : await fillTheme(visit, themeDocument(visit.shop, visit.session, visit.shop.name, { markup }));
  return new Response(whole, { status, headers });
}

async function renderLiquid(visit: ThemeVisit, body: string): Promise<string> {
  const engine = themeLiquid({
    snippets: {},
    translations: {},
    assetUrl: (file) => `/theme-assets/${file}`,
    currency: visit.shop.currency,
  });
  try {
    return await engine.parseAndRender(
      body.replace(NO_LAYOUT, ""),
      {},
      {
        globals: themeObjects(visit),
      },
    );
  } catch (error) {
    return html`Liquid error: ${(error as Error).message}`.markup;
  }
}

/** The store's own page for an app that fails. Status codes are assumed. */
export function proxyErrorPage({ shop, session }: ThemeVisit, failure: ProxyFailure): Response {
  const body = html`<section><h1>There was an error in the third-party application</h1>
<p>Try refreshing this page, or try again later.</p></section>`;
  return page(themeDocument(shop, session, "Error", body), failure === "too-slow" ? 504 : 502);
}
