import type { Route } from "./route";

export interface FoundRoute {
  route: Route;
  params: Record<string, string>;
}

export function findRoute(
  routes: readonly Route[],
  method: string,
  pathname: string,
): FoundRoute | undefined {
  for (const route of routes) {
    if (route.method !== (method === "HEAD" ? "GET" : method)) continue;
    const params = matchPath(route.path, pathname);
    if (params) return { route, params };
  }
  return undefined;
}

function matchPath(pattern: string, pathname: string): Record<string, string> | undefined {
  const wanted = pattern.split("/");
  const given = pathname.split("/");
  const params: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    if (segment === "*") {
      params["*"] = given.slice(index).join("/");
      return params;
    }
    const value = given[index];
    if (value === undefined) return undefined;
    if (segment.startsWith(":")) {
      if (value === "") return undefined;
      params[segment.slice(1)] = decodeURIComponent(value);
    } else if (segment !== value) return undefined;
  }
  return wanted.length === given.length ? params : undefined;
}
