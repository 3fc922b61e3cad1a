import { Readable } from "node:stream";
import type { AppLoadContext, LoaderFunctionArgs, ServerBuild } from "@remix-run/node";
import type { Request as ExpressRequest, RequestHandler } from "express";

interface ApiRoute {
  /** What the segments of an address must be; `:name` is anything, `*` is the rest. */
  segments: string[];
  loader: Handler | undefined;
  action: Handler | undefined;
}

/** Bytes. Nobody signs a larger one: Shopify's largest orders are some megabytes. */
const largestEvent = 20_000_000;

type Handler = (args: LoaderFunctionArgs) => Promise<Response> | Response;

/**
 * Runs the routes of the build whose address begins with `part`, those that programs call by the
 * thousand: the same loaders and actions that
 * the framework would run, but found and answered in a straight line. The framework compares a
 * request with every route one by one and answers as a stream of pieces, which took as long as all
 * the rest of a hand-out.
 */
export function serveApi(
  build: ServerBuild,
  part: "api" | "webhooks",
  context: AppLoadContext,
): RequestHandler {
  const routes = routesOf(build, part);
  return async (asked, response, next) => {
    try {
      const segments = asked.originalUrl.split("?")[0]?.split("/").filter(Boolean) ?? [];
      const route = routes.find((one) => fits(one.segments, segments));
      const reads = ["GET", "HEAD", "OPTIONS"].includes(asked.method);
      const handler = (reads ? route?.loader : route?.action) ?? routes.at(-1)?.loader;
      if (!handler) return next();
      const params = paramsOf(route?.segments ?? [], segments);
      const request = part === "webhooks" ? await readEvent(asked) : toRequest(asked);
      const answer = await handler({ request, params, context });
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

/**
 * An event, read whole. What receives events asks for headers and text only; a real `Request` with its
 * stream costs as much as storing the event.
 */
async function readEvent(asked: ExpressRequest): Promise<Request> {
  const body = await new Promise<string>((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    asked.on("data", (part: Buffer) => {
      size += part.length;
      if (size <= largestEvent) parts.push(part);
    });
    asked.on("end", () => resolve(size > largestEvent ? "" : Buffer.concat(parts).toString()));
    asked.on("error", reject);
  });
  const get = (name: string) => asked.headers[name]?.toString() ?? null;
  return { headers: { get }, text: async () => body } as unknown as Request;
}

/** The most exact routes first: fixed segments before named ones, and those before the rest. */
function routesOf({ routes }: ServerBuild, part: string): ApiRoute[] {
  const addressOf = (id: string | undefined): string => {
    const route = id === undefined ? undefined : routes[id];
    return route ? `${addressOf(route.parentId)}/${route.path ?? ""}` : "";
  };
  const exactness = ({ segments }: ApiRoute) =>
    segments.map((part) => (part === "*" ? "2" : part.startsWith(":") ? "1" : "0")).join("");
  return Object.values(routes)
    .filter(({ id }) => id.startsWith(`routes/${part}.`))
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
