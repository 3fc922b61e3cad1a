import { z } from "zod";
import { type Operation, rejectionsOf } from "../operations/operation";
import { operations } from "../operations/operations";
import { problemShape } from "../operations/shapes";
import { problemType } from "../problems/problem-response";
import { type ProblemCode, problems } from "../problems/problems";

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document, made from the schemas that validate. `origin` is the app's own address. */
export function openApiDocument(origin: string): Json {
  const components: Json = {};
  const schemas = new Schemas(components);
  const paths: Record<string, Json> = {};
  for (const declared of operations) {
    const path = paths[declared.path] ?? {};
    paths[declared.path] = path;
    path[declared.method.toLowerCase()] = describe(declared, schemas);
  }
  schemas.of(problemShape, "output");
  return {
    openapi: "3.1.0",
    info: {
      title: "Coupon Pools",
      version: "1",
      license: { name: "Proprietary", identifier: "LicenseRef-Proprietary" },
      description:
        "Gives every recipient a code of their own. Every refusal is application/problem+json with a stable `code`. Requests with a request key can be sent again after any failure.",
    },
    servers: [{ url: origin, description: "The app’s public address." }],
    security: [{ key: [] }, { basic: [] }],
    paths,
    components: {
      securitySchemes: {
        key: {
          type: "http",
          scheme: "bearer",
          description: "A key from the page API keys: `cpk_…`.",
        },
        basic: {
          type: "http",
          scheme: "basic",
          description:
            "For tools that keep a user name and a password only: the key as the user name. The password is not read.",
        },
      },
      headers: responseHeaders,
      schemas: components,
    },
  };
}

/** Turns zod schemas into JSON Schema; those with an id are written once, under components. */
class Schemas {
  constructor(private readonly components: Json) {}

  of(schema: z.ZodType, io: "input" | "output"): Json {
    const { $schema: _, $defs, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
    for (const [id, definition] of Object.entries($defs ?? {})) {
      this.components[id] = rewrite(definition);
    }
    if (!json.id) return rewrite(json) as Json;
    this.components[json.id] = rewrite(json);
    return { $ref: `#/components/schemas/${json.id}` };
  }
}

/** References point into the document; `id` is no word of JSON Schema 2020-12. */
function rewrite(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rewrite);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, inner]) => {
    if (name === "id" && typeof inner === "string") return [];
    if (name === "$ref")
      return [[name, String(inner).replace("#/$defs/", "#/components/schemas/")]];
    return [[name, rewrite(inner)]];
  });
  return Object.fromEntries(entries);
}

function describe(declared: Operation, schemas: Schemas): Json {
  return {
    operationId: declared.id,
    summary: declared.summary,
    description: `${declared.description} Needs the scope \`${declared.scope}\`.`,
    parameters: parameters(declared, schemas),
    ...(declared.body ? { requestBody: requestBody(declared, declared.body, schemas) } : {}),
    responses: { 200: success(declared, schemas), ...refusals(declared) },
  };
}

function parameters(declared: Operation, schemas: Schemas): Json[] {
  const from = (object: z.ZodObject, place: "path" | "query") =>
    Object.entries(object.shape).map(([name, field]) => {
      const { description, ...schema } = schemas.of(
        field as z.ZodType,
        place === "path" ? "input" : "output",
      );
      const required = place === "path" || !(field as z.ZodType).safeParse(undefined).success;
      return { name, in: place, required, schema, ...(description ? { description } : {}) };
    });
  const header = (name: string, required: boolean, description: string) => ({
    name,
    in: "header",
    required,
    description,
    schema: { type: "string" },
  });
  return [
    ...from(declared.params, "path"),
    ...from(declared.query, "query"),
    ...(declared.takesRequestKey
      ? [header("Idempotency-Key", false, "The request key: 1 to 255 visible ASCII characters.")]
      : []),
    ...(declared.needsMatch
      ? [header("If-Match", true, "The ETag that was read, or `*` for any version.")]
      : []),
  ];
}

function requestBody({ example }: Operation, body: z.ZodType, schemas: Schemas): Json {
  const media = { schema: schemas.of(body, "input"), example: example.body };
  return { required: true, content: { "application/json": media } };
}

function success(declared: Operation, schemas: Schemas): Json {
  const media = { schema: schemas.of(declared.answer, "output"), example: declared.example.answer };
  const headers = [
    "X-Request-Id",
    "RateLimit",
    "RateLimit-Policy",
    ...(declared.hasVersion ? ["ETag"] : []),
  ];
  return {
    description: declared.summary,
    headers: Object.fromEntries(
      headers.map((name) => [name, { $ref: `#/components/headers/${name}` }]),
    ),
    content: { "application/json": media },
  };
}

/** One response for each status, with the codes that it may carry. */
function refusals(declared: Operation): Json {
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of new Set(rejectionsOf(declared))) {
    const { status } = problems[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => {
      const schema = {
        allOf: [
          { $ref: "#/components/schemas/Problem" },
          { properties: { code: { enum: codes }, status: { const: status } } },
        ],
      };
      const description = codes.map((code) => `\`${code}\`: ${problems[code].title}.`).join(" ");
      return [status, { description, content: { [problemType]: { schema } } }];
    }),
  );
}

const text = (description: string) => ({ description, schema: { type: "string" } });

const responseHeaders = {
  "X-Request-Id": text("Yours when you sent one, else ours; name it when you ask us."),
  ETag: text("The version of the pool’s settings, for If-Match."),
  "RateLimit-Policy": text('The key’s limit: `"key";q=<requests>;w=60`, a window of 60 seconds.'),
  RateLimit: text('What is left of it: `"key";r=<requests>;t=<seconds until it starts again>`.'),
};
