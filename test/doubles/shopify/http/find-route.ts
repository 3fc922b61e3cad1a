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
  const patternParts = pattern.split("/");
  const pathParts = pathname.split("/");
  const params: Record<string, string> = {};
  for (const [index, segment] of patternParts.entries()) {
    if (segment === "*") {
      params["*"] = pathParts.slice(index).join("/");
      return params;
    }
    const value = pathParts[index];
    if (value === undefined) return undefined;
    if (segment.startsWith(":")) {
      if (value === "") return undefined;
      params[segment.slice(1)] = decodeURIComponent(value);
    } else if (segment !== value) return undefined;
  }
  return patternParts.length === pathParts.length ? params : undefined;
}
