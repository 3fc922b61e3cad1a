import type { IncomingMessage, ServerResponse } from "node:http";
import type { AppLoadContext, ServerBuild } from "@remix-run/node";
import { type ProgramAnswer, sendAnswer } from "./program-answer.server";
import { type ProgramRequest, programRequest } from "./program-request.server";

/** What a route for programs is given, as any route is; only the request is another. */
export interface ProgramArgs {
  request: ProgramRequest;
  params: Record<string, string>;
  context: AppLoadContext;
}

type Handler = (args: ProgramArgs) => Promise<ProgramAnswer> | ProgramAnswer;

interface ProgramRoute {
  /** What the segments of an address must be; `:name` is anything, `*` is the rest. */
  segments: string[];
  loader: Handler | undefined;
  action: Handler | undefined;
}

type Answerer = (incoming: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Finds what answers those requests that programs make by the thousand, below `/api` and `/webhooks`:
 * routes of the build, run in a straight line. The framework compares a request with every route one
 * by one and answers as a stream of pieces, which took as long as all the rest of a hand-out.
 * Addresses are compared letter by letter. Below these two there is no other answer than 404; undefined
 * elsewhere.
 */
export function servePrograms(
  build: ServerBuild,
  context: AppLoadContext,
): (incoming: IncomingMessage) => Answerer | undefined {
  const parts = new Map(["api", "webhooks"].map((part) => [part, routesOf(build, part)]));
  return ({ method = "GET", url = "/" }) => {
    const segments = (url.split("?")[0] ?? "").replace(/\/$/, "").split("/").slice(1);
    const routes = parts.get(segments[0] ?? "");
    if (!routes) return undefined;
    const route = routes.find((one) => fits(one.segments, segments));
    const reads = ["GET", "HEAD", "OPTIONS"].includes(method);
    const rest = routes.find((one) => one.segments.at(-1) === "*");
    const handler = (reads ? route?.loader : route?.action) ?? rest?.loader ?? notFound;
    const params = paramsOf(route?.segments ?? [], segments);
    return async (incoming, response) => {
      const request = programRequest(incoming);
      sendAnswer(incoming, response, await handler({ request, params, context }));
    };
  };
}

const notFound: Handler = async ({ request }) => {
  await request.discardBody();
  return { status: 404, headers: {}, body: "" };
};

/** The most exact routes first: fixed segments before named ones, and those before the rest. */
function routesOf({ routes }: ServerBuild, part: string): ProgramRoute[] {
  const addressOf = (id: string | undefined): string => {
    const route = id === undefined ? undefined : routes[id];
    return route ? `${addressOf(route.parentId)}/${route.path ?? ""}` : "";
  };
  const exactness = ({ segments }: ProgramRoute) =>
    segments.map((part) => (part === "*" ? "2" : part.startsWith(":") ? "1" : "0")).join("");
  return Object.values(routes)
    .filter(({ id }) => id.startsWith(`routes/${part}.`))
    .map(({ id, module }) => ({
      segments: addressOf(id).split("/").filter(Boolean),
      loader: module.loader as unknown as Handler | undefined,
      action: module.action as unknown as Handler | undefined,
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
