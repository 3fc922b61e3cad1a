import { fillTheme } from "../theme/fill-theme";
import { withoutTheme } from "../theme/theme-places";
import type { ThemeVisit } from "../theme/theme-visit";
import { storePath } from "./session";

/** Pages that look like the store's, but are none of its theme's. */
const OUTSIDE_THEME = /^\/(checkout|orders)(\/|$)/;

/** A response whose page, if it is one, has what the theme and the app add to it. */
export async function withTheme(visit: ThemeVisit, response: Response): Promise<Response> {
  if (!response.headers.get("content-type")?.startsWith("text/html")) return response;
  const page = await response.text();
  const path = visit.url.pathname.slice(storePath(visit.shop).length);
  const filled = OUTSIDE_THEME.test(path) ? withoutTheme(page) : await fillTheme(visit, page);
  return new Response(filled, { status: response.status, headers: response.headers });
}
