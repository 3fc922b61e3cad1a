import type { RequestHandler, Section } from "../server/router.server";
import { apiRoute, type Endpoint } from "./api-route.server";
import { assignmentEndpoints } from "./endpoints/assignments.server";
import { codeEndpoints } from "./endpoints/codes.server";
import { messageEndpoints } from "./endpoints/messages.server";
import { poolEndpoints } from "./endpoints/pools.server";
import { problemPage } from "./problems/problem-page.server";
import { openApiDocument } from "./reference/openapi";
import { readPath } from "./requests/read-input.server";

/** All operations with their implementations. */
export const endpoints: readonly Endpoint[] = [
  ...poolEndpoints,
  ...assignmentEndpoints,
  ...codeEndpoints,
  ...messageEndpoints,
];

/** Response for unknown paths. */
const otherwise = apiRoute();

/** Cached by origin: building the document takes longer than assigning a code, and it's public. */
const documents = new Map<string, string>();

/** The OpenAPI document. */
const openApi: RequestHandler = ({ services }) => {
  const origin = services.env.SHOPIFY_APP_URL;
  const document = documents.get(origin) ?? JSON.stringify(openApiDocument(origin));
  documents.set(origin, document);
  return {
    status: 200,
    headers: { "Content-Type": "application/json", "Cache-Control": "public, max-age=300" },
    body: document,
  };
};

const problemPath = "/api/v1/problems/{code}";

/** Explains a problem: what its `type` links to. */
const problem: RequestHandler = ({ request }) =>
  problemPage(readPath(problemPath, request.target.split("?")[0] ?? "")?.["code"] ?? "");

/** Allows only reads. Other methods get the response for unknown paths. */
function onlyRead(handler: RequestHandler): RequestHandler {
  return (input) =>
    ["GET", "HEAD", "OPTIONS"].includes(input.request.method) ? handler(input) : otherwise(input);
}

/** The public API, below `/api`. */
export const apiSection: Section = {
  below: "/api",
  routes: new Map([
    ...[...new Set(endpoints.map(({ operation }) => operation.path))].map((path) => {
      const here = endpoints.filter(({ operation }) => operation.path === path);
      return [path, apiRoute(...here)] as const;
    }),
    ["/api/v1/openapi.json", onlyRead(openApi)],
    [problemPath, onlyRead(problem)],
  ]),
  otherwise,
};
