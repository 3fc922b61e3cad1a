/**
 * Generates TypeScript types for every operation that the app sends to Shopify, from the committed
 * schema. `npm run check` runs it before it checks types. Nothing needs the file at run time.
 */
import { readFileSync, writeFileSync } from "node:fs";
import {
  buildClientSchema,
  type GraphQLSchema,
  type IntrospectionQuery,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
} from "graphql";
import { findOperations } from "./find-operations";
import { typeOfSelection } from "./type-of-selection";
import { VariableTypes } from "./type-of-variables";

const target = "app/platform/shopify/graphql/operations.d.ts";
const newestSchema = "schema/admin-2026-10.json";

const introspection = JSON.parse(readFileSync(newestSchema, "utf8")) as IntrospectionQuery;
const schema = buildClientSchema(introspection);
const variables = new VariableTypes(schema);

const operations = findOperations().map(({ file, text }) => {
  try {
    return `  ${JSON.stringify(text)}: ${typesOf(schema, text)};`;
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
});
const inputs = [...variables.inputs].map(([name, type]) => `type ShopifyInput${name} = ${type};`);

writeFileSync(
  target,
  `// Made by scripts/generate-operation-types.ts out of ${newestSchema}.
/** Each operation's text, what it answers, and the variables it takes. */
interface ShopifyOperations {
${operations.join("\n")}
}
${inputs.join("\n")}
`,
);

function typesOf(against: GraphQLSchema, text: string): string {
  const document = parse(text);
  const [invalid] = validate(against, document);
  if (invalid) throw invalid;
  const [operation, ...others] = document.definitions.filter(
    (definition): definition is OperationDefinitionNode =>
      definition.kind === Kind.OPERATION_DEFINITION,
  );
  if (!operation?.name || others.length > 0) throw new Error("A document is one named operation.");
  const root = against.getRootType(operation.operation);
  if (!root) throw new Error(`There is no ${operation.operation}.`);
  const fragments = new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((definition) => [definition.name.value, definition]),
  );
  const data = typeOfSelection({ schema: against, fragments }, root, operation.selectionSet);
  return `{ data: ${data}; variables: ${variables.of(operation)} }`;
}
