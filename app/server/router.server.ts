import type { IncomingMessage, ServerResponse } from "node:http";
import type { AppServices } from "../services.server";
import { type MachineRequest, machineRequest } from "./machine-request.server";
import { type MachineResponse, sendResponse } from "./machine-response.server";

/** The request, and the services to handle it with. */
export interface HandlerInput {
  request: MachineRequest;
  services: AppServices;
}

export type RequestHandler = (input: HandlerInput) => Promise<MachineResponse> | MachineResponse;

/** All routes below one path prefix. */
export interface Section {
  /** The prefix, such as `/api`. Every path below it is handled here. */
  below: string;
  /** Handlers by path. `{name}` matches any segment. */
  routes: ReadonlyMap<string, RequestHandler>;
  /** Handles every other path below the prefix. */
  otherwise: RequestHandler;
}

type Answerer = (incoming: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Returns a function that finds the handler of a request. Paths are case-sensitive, and one
 * trailing slash is ignored. Returns undefined for a path outside all sections, which belongs to a
 * page. Express isn't involved, because machine clients send thousands of these requests.
 */
export function routeRequests(
  services: AppServices,
  sections: readonly Section[],
): (incoming: IncomingMessage) => Answerer | undefined {
  const tables = sections.map((section) => ({
    ...section,
    templates: [...section.routes]
      .filter(([path]) => path.includes("{"))
      .map(([path, handler]) => ({ parts: path.split("/"), handler })),
  }));
  return ({ url = "/" }) => {
    const path = (url.split("?")[0] ?? "").replace(/\/$/, "");
    const table = tables.find(({ below }) => path === below || path.startsWith(`${below}/`));
    if (!table) return undefined;
    const parts = path.split("/");
    const handler =
      table.routes.get(path) ??
      table.templates.find((template) => fits(template.parts, parts))?.handler ??
      table.otherwise;
    return async (incoming, response) => {
      const request = machineRequest(incoming);
      sendResponse(incoming, response, await handler({ request, services }));
    };
  };
}

/** A handler that discards the body and responds without content. */
export function emptyResponse(status: number): RequestHandler {
  return async ({ request }) => {
    await request.discardBody();
    return { status, headers: {}, body: "" };
  };
}

function fits(template: readonly string[], segments: readonly string[]): boolean {
  return (
    template.length === segments.length &&
    template.every((part, place) => part.startsWith("{") || part === segments[place])
  );
}
