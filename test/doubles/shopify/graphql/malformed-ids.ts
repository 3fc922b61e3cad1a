import {
  type DocumentNode,
  type GraphQLFormattedError,
  type GraphQLInputType,
  type GraphQLSchema,
  getLocation,
  getNamedType,
  isInputObjectType,
  Kind,
  type OperationDefinitionNode,
  print,
  TypeInfo,
  typeFromAST,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { parseGid } from "../shops/gid";

const wording = (id: string): string => `Invalid global id '${id}'`;

/** Errors for malformed IDs in the document. */
export function malformedLiteralIds(
  schema: GraphQLSchema,
  document: DocumentNode,
): GraphQLFormattedError[] {
  const errors: GraphQLFormattedError[] = [];
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      enter: (node) => {
        if (node.kind !== Kind.STRING) return;
        const type = types.getInputType();
        if (!type || getNamedType(type).name !== "ID" || parseGid(node.value)) return;
        errors.push({
          message: wording(node.value),
          ...(node.loc && { locations: [getLocation(node.loc.source, node.loc.start)] }),
          extensions: { code: "argumentLiteralsIncompatible", typeName: "CoercionError" },
        });
      },
    }),
  );
  return errors;
}

/** Errors for malformed IDs in variables, at any depth of an input. */
export function malformedVariableIds(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  values: Readonly<Record<string, unknown>>,
): GraphQLFormattedError[] {
  return (operation.variableDefinitions ?? []).flatMap((definition) => {
    const type = typeFromAST(schema, definition.type as never) as GraphQLInputType | undefined;
    const name = definition.variable.name.value;
    const problems = type ? problemsIn(type, values[name], []) : [];
    if (problems.length === 0) return [];
    const inside = problems
      .filter((problem) => problem.path.length > 0)
      .map((problem) => ` for ${problem.path.join(".")} (${problem.message})`);
    return {
      message: `Variable $${name} of type ${print(definition.type)} was provided invalid value${inside.join(",")}`,
      ...(definition.loc && {
        locations: [getLocation(definition.loc.source, definition.loc.start)],
      }),
      extensions: { code: "INVALID_VARIABLE", value: values[name], problems },
    };
  });
}

interface Problem {
  path: (string | number)[];
  explanation: string;
  message: string;
}

function problemsIn(type: GraphQLInputType, value: unknown, path: Problem["path"]): Problem[] {
  if (Array.isArray(value)) {
    return value.flatMap((one, index) => problemsIn(type, one, [...path, index]));
  }
  const named = getNamedType(type);
  if (isInputObjectType(named) && value !== null && typeof value === "object") {
    return Object.values(named.getFields()).flatMap((field) =>
      problemsIn(field.type, (value as Record<string, unknown>)[field.name], [...path, field.name]),
    );
  }
  if (named.name !== "ID" || value === null || value === undefined) return [];
  const id = String(value);
  return parseGid(id) ? [] : [{ path, explanation: wording(id), message: wording(id) }];
}
