import {
  type ASTNode,
  type DocumentNode,
  type GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  Kind,
  print,
  visit,
} from "graphql";
import { documentPath } from "./document-path";
import { invalidLiteral } from "./invalid-literal";

interface Refusal {
  message: string;
  extensions: Record<string, unknown>;
  /** The part of the document for the path, if it differs from the one with the error. */
  at?: ASTNode | undefined;
}

type MessageBuilder = (
  words: string[],
  nodes: readonly ASTNode[],
  document: DocumentNode,
) => Refusal;

/** Patterns of graphql-js messages, and the messages and codes of Shopify's server (graphql-ruby). */
const wordings: readonly [pattern: RegExp, MessageBuilder][] = [
  [
    /^Cannot query field "(\w+)" on type "(\w+)"/,
    ([fieldName = "", typeName = ""]) => ({
      message: `Field '${fieldName}' doesn't exist on type '${typeName}'`,
      extensions: { code: "undefinedField", typeName, fieldName },
    }),
  ],
  [
    /^Unknown argument "(\w+)" on field "\w+\.(\w+)"/,
    ([argumentName = "", name = ""]) => notAccepted("Field", name, argumentName),
  ],
  [
    /^Unknown argument "(\w+)" on directive "@(\w+)"/,
    ([argumentName = "", name = ""]) => notAccepted("Directive", name, argumentName),
  ],
  [
    /^Field "(\w+)" is not defined by type "(\w+)"/,
    ([argumentName = "", name = ""]) => notAccepted("InputObject", name, argumentName),
  ],
  [
    /^Field "(\w+)" argument "(\w+)" of type/,
    ([name = "", missing = ""]) => ({
      message: `Field '${name}' is missing required arguments: ${missing}`,
      extensions: {
        code: "missingRequiredArguments",
        className: "Field",
        name,
        arguments: missing,
      },
    }),
  ],
  [
    /^Field "(\w+)\.(\w+)" of required type "([^"]+)" was not provided/,
    ([inputObjectType = "", argumentName = "", argumentType = ""]) => ({
      message: `Argument '${argumentName}' on InputObject '${inputObjectType}' is required. Expected type ${argumentType}`,
      extensions: {
        code: "missingRequiredInputObjectAttribute",
        argumentName,
        argumentType,
        inputObjectType,
      },
    }),
  ],
  [
    /^Field "(\w+)" of type "([^"]+)" must have a selection of subfields/,
    ([name = "", type = ""]) => ({
      message: `Field must have selections (field '${name}' returns ${bare(type)} but has no selections. Did you mean '${name} { ... }'?)`,
      extensions: { code: "selectionMismatch", nodeName: `field '${name}'`, typeName: bare(type) },
    }),
  ],
  [
    /^Field "(\w+)" must not have a selection since type "([^"]+)"/,
    ([name = "", type = ""], [selected], document) => ({
      message: `Selections can't be made on scalars (field '${name}' returns ${bare(type)} but has selections [${selectedNames(selected)}])`,
      extensions: { code: "selectionMismatch", nodeName: `field '${name}'`, typeName: bare(type) },
      at: parentOf(document, selected),
    }),
  ],
  [
    /^Variable "\$(\w+)" is not defined/,
    ([variableName = ""], [, operation]) => ({
      message: `Variable $${variableName} is used by ${operationName(operation)} but not declared`,
      extensions: { code: "variableNotDefined", variableName },
    }),
  ],
  [
    /^Variable "\$(\w+)" is never used/,
    ([variableName = ""], [variable], document) => {
      const operation = parentOf(document, variable);
      return {
        message: `Variable $${variableName} is declared by ${operationName(operation)} but not used`,
        extensions: { code: "variableNotUsed", variableName },
      };
    },
  ],
  [
    /^Variable "\$(\w+)" of type "([^"]+)" used in position expecting type "([^"]+)"/,
    ([variableName = "", typeName = "", expected = ""], [, used], document) => {
      const at = parentOf(document, used);
      const argumentName = at && "name" in at ? (at.name as { value: string }).value : "";
      const errorMessage =
        bare(typeName) === bare(expected) ? "Nullability mismatch" : "Type mismatch";
      return {
        message: `${errorMessage} on variable $${variableName} and argument ${argumentName} (${typeName} / ${expected})`,
        extensions: {
          code: "variableMismatch",
          variableName,
          typeName,
          argumentName,
          errorMessage,
        },
        at: at ?? used,
      };
    },
  ],
  [
    /^Unknown fragment "(\w+)"/,
    ([fragmentName = ""]) => ({
      message: `Fragment ${fragmentName} was used, but not defined`,
      extensions: { code: "useAndDefineFragment", fragmentName },
    }),
  ],
];

/** Converts validation errors of a document to Shopify's messages. Others keep those of graphql-js. */
export function invalidDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  errors: readonly GraphQLError[],
): GraphQLFormattedError[] {
  const refusals = errors.map((error) => refusalOf(schema, document, error));
  const all: GraphQLFormattedError[] = [];
  for (const refusal of refusals) {
    const last = all.at(-1);
    const joined = last && joinedMissing(last, refusal);
    if (joined) all.splice(-1, 1, joined);
    else all.push(refusal);
  }
  return all;
}

function refusalOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  error: GraphQLError,
): GraphQLFormattedError {
  const nodes = error.nodes ?? [];
  const [node] = nodes;
  const worded = wordings.flatMap(([pattern, wording]) => {
    const [, ...words] = pattern.exec(error.message) ?? [];
    return words.length > 0 ? [wording(words, nodes, document)] : [];
  })[0];
  const refusal = worded ?? (node && invalidLiteral(schema, document, node));
  const at = refusal?.at ?? node;
  const place = error.toJSON().locations?.[0];
  return {
    message: refusal?.message ?? error.message,
    ...(place && { locations: [place] }),
    ...(at && { path: documentPath(document, at) }),
    ...(refusal && { extensions: refusal.extensions }),
  };
}

/** Combines the missing arguments of one field into one error. */
function joinedMissing(
  one: GraphQLFormattedError,
  next: GraphQLFormattedError,
): GraphQLFormattedError | undefined {
  const missing = [one, next].map(({ extensions }) =>
    extensions?.["code"] === "missingRequiredArguments" ? extensions["arguments"] : undefined,
  );
  if (missing.includes(undefined) || String(one.path) !== String(next.path)) return undefined;
  return {
    ...one,
    message: `${one.message}, ${missing[1]}`,
    extensions: { ...one.extensions, arguments: missing.join(", ") },
  };
}

function notAccepted(typeName: string, name: string, argumentName: string): Refusal {
  return {
    message: `${typeName} '${name}' doesn't accept argument '${argumentName}'`,
    extensions: { code: "argumentNotAccepted", name, typeName, argumentName },
  };
}

/** `[Product!]!` → `Product` */
const bare = (type: string): string => type.replace(/[[\]!]/g, "");

function selectedNames(node: ASTNode | undefined): string {
  if (node?.kind !== Kind.SELECTION_SET) return "";
  const names = node.selections.map((selection) =>
    selection.kind === Kind.FIELD ? selection.name.value : print(selection).split(" {")[0],
  );
  return names.map((name) => JSON.stringify(name)).join(", ");
}

function operationName(node: ASTNode | undefined): string {
  if (node?.kind !== Kind.OPERATION_DEFINITION) return "";
  return node.name?.value ?? `anonymous ${node.operation}`;
}

function parentOf(document: DocumentNode, child: ASTNode | undefined): ASTNode | undefined {
  let found: ASTNode | undefined;
  visit(document, {
    enter(node, _key, parent, _path, ancestors) {
      if (node !== child) return;
      const above = [...ancestors, parent].filter(
        (ancestor): ancestor is ASTNode =>
          ancestor !== undefined && ancestor !== null && "kind" in ancestor,
      );
      found = above.at(-1);
    },
  });
  return found;
}
