import {
  type DocumentNode,
  GraphQLError,
  type GraphQLFormattedError,
  Kind,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from "graphql";
import { getVariableValues } from "graphql/execution/values";
import { asShopifyWords } from "./as-shopify-words";
import { invalidDocument } from "./invalid-document";
import type { AdminSchema } from "./load-schema";
import { malformedLiteralIds, malformedVariableIds } from "./malformed-ids";
import { oversizedLists } from "./oversized-lists";

export interface GraphqlRequest {
  query: string;
  variables: Record<string, unknown>;
  operationName: string | undefined;
}

export interface CheckedRequest {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  variables: Record<string, unknown>;
}

export type Check =
  | { ok: true; request: CheckedRequest }
  | { ok: false; errors: GraphQLFormattedError[] };

/** Checks everything that Shopify rejects before doing any work. */
export function checkRequest(admin: AdminSchema, request: GraphqlRequest): Check {
  const read = readDocument(admin, request.query);
  if (!read.ok) return read;
  const { document } = read;
  const operation = findOperation(document, request.operationName);
  if (!operation) return refused([{ message: noOperation(request.operationName) }]);
  const badIds = [
    ...malformedLiteralIds(admin.schema, document),
    ...malformedVariableIds(admin.schema, operation, request.variables),
  ];
  if (badIds.length > 0) return refused(badIds);
  const values = getVariableValues(
    admin.schema,
    operation.variableDefinitions ?? [],
    request.variables,
  );
  if (values.errors) return refused(values.errors.map(asShopifyWords));
  const tooLarge = oversizedLists(admin.schema, operation, values.coerced);
  if (tooLarge.length > 0) return refused(tooLarge);
  return { ok: true, request: { document, operation, variables: values.coerced } };
}

type Refused = Extract<Check, { ok: false }>;

const refused = (errors: GraphQLFormattedError[]): Refused => ({ ok: false, errors });

/** Cache of valid documents by text, because an app repeats the same few with different variables. */
const known = new WeakMap<AdminSchema, Map<string, DocumentNode>>();
const MAX_CACHED_DOCUMENTS = 1000;

function readDocument(
  admin: AdminSchema,
  query: string,
): { ok: true; document: DocumentNode } | Refused {
  const documents = known.get(admin) ?? new Map<string, DocumentNode>();
  known.set(admin, documents);
  const before = documents.get(query);
  if (before) return { ok: true, document: before };
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    return refused([parseError(error)]);
  }
  const invalid = validate(admin.schema, document, specifiedRules);
  if (invalid.length > 0) return refused(invalidDocument(admin.schema, document, invalid));
  if (documents.size >= MAX_CACHED_DOCUMENTS) documents.clear();
  documents.set(query, document);
  return { ok: true, document };
}

function parseError(error: unknown): GraphQLFormattedError {
  const { message, locations } =
    error instanceof GraphQLError ? error.toJSON() : { message: String(error) };
  return { message, ...(locations && { locations }), extensions: { code: "PARSE_ERROR" } };
}

const noOperation = (name: string | undefined): string =>
  name ? `No operation named "${name}"` : "An operation name is required";

function findOperation(
  document: DocumentNode,
  name: string | undefined,
): OperationDefinitionNode | undefined {
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  if (name) return operations.find((operation) => operation.name?.value === name);
  return operations.length === 1 ? operations[0] : undefined;
}
