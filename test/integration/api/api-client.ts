import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { expect } from "vitest";

interface MediaType {
  schema: object;
}

interface DescribedOperation {
  operationId: string;
  responses: Record<string, { content: Record<string, MediaType> }>;
}

interface Document {
  paths: Record<string, Record<string, DescribedOperation>>;
}

interface Call {
  key?: string | undefined;
  /** Sent as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
}

export interface ApiResponse {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  json: any;
}

export interface ApiClient {
  /** The OpenAPI document as served. */
  document: Document;
  /** Sends a request and validates the response against the document. */
  call(method: string, path: string, call?: Call): Promise<ApiResponse>;
  /** Validates a response that was received some other way. */
  expectConforming(method: string, path: string, response: ApiResponse): void;
  /** Operation and status of every response so far, such as `assignCode 200`. */
  seen: Set<string>;
}

/** An API client that fails when a response does not conform to the served OpenAPI document. */
export async function openApiClient(url: string): Promise<ApiClient> {
  const served = await fetch(`${url}/api/v1/openapi.json`);
  const document = (await served.json()) as Document;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addFormat(
    "date-time",
    (text: string) => !Number.isNaN(Date.parse(text)) && text.endsWith("Z"),
  );
  ajv.addFormat("uri", (text: string) => URL.canParse(text));
  ajv.addSchema(document, "api");
  const validators = new Map<string, ValidateFunction>();
  const seen = new Set<string>();

  const validate = (pointer: string, json: unknown, what: string) => {
    const known = validators.get(pointer) ?? ajv.compile({ $ref: `api#${pointer}` });
    validators.set(pointer, known);
    // Called for 10,000 responses, so the message is built for failures only.
    if (known(json)) return;
    expect.fail(`${what}: ${ajv.errorsText(known.errors)} in ${JSON.stringify(json)}`);
  };

  const expectConforming = (method: string, path: string, response: ApiResponse) => {
    const template = Object.keys(document.paths).find((known) => fits(known, path));
    const verb = method.toLowerCase();
    const operation = template === undefined ? undefined : document.paths[template]?.[verb];
    const what = `${method} ${path} → ${response.status}`;
    const type = response.headers.get("Content-Type")?.split(";")[0] ?? "";
    if (!response.headers.get("X-Request-Id")) expect.fail(`${what} has no X-Request-Id`);
    if (!template || !operation) {
      expect([400, 404, 405], what).toContain(response.status);
      return validate("/components/schemas/Problem", response.json, what);
    }
    const described = operation.responses[response.status]?.content;
    expect(Object.keys(described ?? {}), `${what}: ${response.json?.code}`).toEqual([type]);
    seen.add(`${operation.operationId} ${response.status}`);
    const parts = [
      "paths",
      template,
      verb,
      "responses",
      response.status,
      "content",
      type,
      "schema",
    ];
    validate(`/${parts.map((part) => pointerPart(String(part))).join("/")}`, response.json, what);
  };

  const call = async (method: string, path: string, { key, body, headers }: Call = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(key ? { Authorization: `Bearer ${key}` } : {}),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const answer = {
      status: response.status,
      headers: response.headers,
      json: await response.json(),
    };
    expectConforming(method, new URL(`${url}${path}`).pathname, answer);
    return answer;
  };
  return { document, call, expectConforming, seen };
}

/** Whether a path matches a template with `{name}` placeholders. */
function fits(template: string, path: string): boolean {
  const templateParts = template.split("/");
  const pathParts = path.replace(/\/$/, "").split("/");
  return (
    templateParts.length === pathParts.length &&
    templateParts.every((part, place) => part.startsWith("{") || part === pathParts[place])
  );
}

function pointerPart(text: string): string {
  return encodeURIComponent(text.replaceAll("~", "~0").replaceAll("/", "~1"));
}
