import { Readable } from "node:stream";
import type { AppLoadContext, LoaderFunctionArgs, ServerBuild } from "@remix-run/node";
import type { Request as ExpressRequest, RequestHandler } from "express";

interface ApiRoute {
  /** What the segments of an address must be; `:name` is anything, `*` is the rest. */
  segments: string[];
  loader: Handler | undefined;
  action: Handler | undefined;
}

type Handler = (args: LoaderFunctionArgs) => Promise<Response> | Response;

/**
 * Runs the routes of the build whose address begins with `/api`: the same loaders and actions that
 * the framework would run, but found and answered in a straight line. The framework compares a
 * request with every route one by one and answers as a stream of pieces, which took as long as all
 * the rest of a hand-out.
 */
export function serveApi(build: ServerBuild, context: AppLoadContext): RequestHandler {
  const routes = apiRoutesOf(build);
  return async (asked, response, next) => {
    try {
      const segments = asked.originalUrl.split("?")[0]?.split("/").filter(Boolean) ?? [];
      const route = routes.find((one) => fits(one.segments, segments));
      const reads = ["GET", "HEAD", "OPTIONS"].includes(asked.method);
      const handler = (reads ? route?.loader : route?.action) ?? routes.at(-1)?.loader;
      if (!handler) return next();
      const params = paramsOf(route?.segments ?? [], segments);
      const answer = await handler({ request: toRequest(asked), params, context });
      response.status(answer.status);
      for (const [name, value] of answer.headers) response.setHeader(name, value);
      response.end(Buffer.from(await answer.arrayBuffer()));
    } catch (error) {
      next(error);
    }
  };
}

/** Only path, headers and body count: what the address says of the host was checked before. */
function toRequest(asked: ExpressRequest): Request {
  const hasBody = asked.method !== "GET" && asked.method !== "HEAD";
  return new Request(`http://localhost${asked.originalUrl}`, {
    method: asked.method,
    headers: asked.headers as Record<string, string>,
    ...(hasBody ? { body: Readable.toWeb(asked) as ReadableStream, duplex: "half" } : {}),
  } as RequestInit);
}

/** The most exact routes first: fixed segments before named ones, and those before the rest. */
function apiRoutesOf({ routes }: ServerBuild): ApiRoute[] {
  const addressOf = (id: string | undefined): string => {
    const route = id === undefined ? undefined : routes[id];
    return route ? `${addressOf(route.parentId)}/${route.path ?? ""}` : "";
  };
  const exactness = ({ segments }: ApiRoute) =>
    segments.map((part) => (part === "*" ? "2" : part.startsWith(":") ? "1" : "0")).join("");
  return Object.values(routes)
    .filter(({ id }) => id.startsWith("routes/api."))
    .map(({ id, module }) => ({
      segments: addressOf(id).split("/").filter(Boolean),
      loader: module.loader as Handler | undefined,
      action: module.action as Handler | undefined,
    }))
    .sort((one, other) => (exactness(one) < exactness(other) ? -1 : 1));
}

function fits(wanted: readonly string[], given: readonly string[]): boolean {
  const open = wanted.at(-1) === "*";
  if (open ? given.length < wanted.length - 1 : given.length !== wanted.length) return false;
  return wanted.every((part, place) => {
    return part === "*" || part.startsWith(":") || part === given[place];
  });
}

function paramsOf(wanted: readonly string[], given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    wanted.flatMap((part, place) =>
      part.startsWith(":") ? [[part.slice(1), decodeURIComponent(given[place] ?? "")]] : [],
    ),
  );
}
