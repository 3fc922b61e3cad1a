import type { IncomingMessage, ServerResponse } from "node:http";
import type { AppServices } from "../services.server";
import { type MachineRequest, machineRequest } from "./machine-request.server";
import { type MachineResponse, sendResponse } from "./machine-response.server";

/** What is asked, and what it can be answered with. */
export interface HandlerInput {
  request: MachineRequest;
  services: AppServices;
}

export type RequestHandler = (input: HandlerInput) => Promise<MachineResponse> | MachineResponse;

/** The addresses below one first segment. */
export interface Section {
  /** `/api`: every address below it is answered here. */
  below: string;
  /** Handlers by path, with `{name}` for a segment that may be anything. */
  routes: ReadonlyMap<string, RequestHandler>;
  /** Answers every other address below. */
  otherwise: RequestHandler;
}

type Answerer = (incoming: IncomingMessage, response: ServerResponse) => Promise<void>;

/**
 * Finds what answers a request that machines make by the thousand. Addresses are compared letter by
 * letter; one slash at the end does not count. Returns undefined for an address outside all sections:
 * it is a page's.
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

/** An empty answer, once what the client sends is read. */
export function emptyResponse(status: number): RequestHandler {
  return async ({ request }) => {
    await request.discardBody();
    return { status, headers: {}, body: "" };
  };
}

function fits(wanted: readonly string[], given: readonly string[]): boolean {
  return (
    wanted.length === given.length &&
    wanted.every((part, place) => part.startsWith("{") || part === given[place])
  );
}
