import { z } from "zod";
import { type Operation, rejectionsOf } from "../operations/operation";
import { operations } from "../operations/operations";
import { problemShape } from "../operations/shapes";
import { problemType } from "../problems/problem-response";
import { type ProblemCode, problems } from "../problems/problems";

type Json = Record<string, unknown>;

/**
 * Generates the OpenAPI 3.1 document from the validation schemas. `origin` is the app's public URL.
 */
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
        "Assigns each recipient a unique code. Errors are application/problem+json with a stable `code`. Requests with an idempotency key can be retried after any failure.",
    },
    servers: [{ url: origin, description: "The app’s public URL." }],
    security: [{ key: [] }, { basic: [] }],
    paths,
    components: {
      securitySchemes: {
        key: {
          type: "http",
          scheme: "bearer",
          description: "A key from the API keys page: `cpk_…`.",
        },
        basic: {
          type: "http",
          scheme: "basic",
          description:
            "For tools that only support a username and password: use the key as the username. The password is ignored.",
        },
      },
      headers: responseHeaders,
      schemas: components,
    },
  };
}

/** Converts zod schemas to JSON Schema. Those with an ID become components. */
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

/** Points references at components and drops `id`, which isn't part of JSON Schema 2020-12. */
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
      ? [
          header(
            "Idempotency-Key",
            false,
            "The idempotency key: 1 to 255 visible ASCII characters.",
          ),
        ]
      : []),
    ...(declared.needsMatch
      ? [header("If-Match", true, "The resource’s ETag, or `*` for any version.")]
      : []),
  ];
}

function requestBody({ example }: Operation, body: z.ZodType, schemas: Schemas): Json {
  const media = { schema: schemas.of(body, "input"), example: example.body };
  return { required: true, content: { "application/json": media } };
}

function success(declared: Operation, schemas: Schemas): Json {
  const media = {
    schema: schemas.of(declared.response, "output"),
    example: declared.example.response,
  };
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

/** One response per status, with its possible codes. */
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
  "X-Request-Id": text(
    "Your request ID if you sent one of up to 64 letters, digits, dots, hyphens and underscores, otherwise a new one. Include it when you contact us.",
  ),
  ETag: text("The version of the pool’s settings, for If-Match."),
  "RateLimit-Policy": text('The key’s limit: `"key";q=<requests>;w=60`, a window of 60 seconds.'),
  RateLimit: text('What’s left of it: `"key";r=<requests>;t=<seconds until it resets>`.'),
};
