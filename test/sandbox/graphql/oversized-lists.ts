import {
  type GraphQLFormattedError,
  type GraphQLSchema,
  getLocation,
  Kind,
  type OperationDefinitionNode,
} from "graphql";
import { getArgumentValues } from "graphql/execution/values";

const LONGEST_LIST = 250;

/** Lists that are longer than Shopify takes, in the arguments of the root fields. */
export function oversizedLists(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): GraphQLFormattedError[] {
  const fields = schema.getRootType(operation.operation)?.getFields() ?? {};
  return operation.selectionSet.selections.flatMap((node) => {
    const field = node.kind === Kind.FIELD ? fields[node.name.value] : undefined;
    if (!field || node.kind !== Kind.FIELD) return [];
    const found = listsIn(getArgumentValues(field, node, variables), [field.name]);
    return found.map(({ path, size }) => ({
      message: `The input array size of ${size} is greater than the maximum allowed of ${LONGEST_LIST}.`,
      ...(node.loc && { locations: [getLocation(node.loc.source, node.loc.start)] }),
      path,
      extensions: { code: "MAX_INPUT_SIZE_EXCEEDED" },
    }));
  });
}

function listsIn(value: unknown, path: string[]): { path: string[]; size: number }[] {
  if (Array.isArray(value)) {
    return value.length > LONGEST_LIST ? [{ path, size: value.length }] : [];
  }
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, inner]) => listsIn(inner, [...path, name]));
}
