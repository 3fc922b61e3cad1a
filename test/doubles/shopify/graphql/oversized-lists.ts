import {
  type GraphQLFormattedError,
  type GraphQLSchema,
  getLocation,
  Kind,
  type OperationDefinitionNode,
} from "graphql";
import { getArgumentValues } from "graphql/execution/values";

const MAX_LIST_LENGTH = 250;
/** Recorded: draft orders accept more line items than other lists accept entries. */
const LONGER_LISTS: Readonly<Record<string, number>> = {
  "draftOrderCreate.input.lineItems": 499,
};

const longest = (path: readonly string[]): number =>
  LONGER_LISTS[path.join(".")] ?? MAX_LIST_LENGTH;

/** Errors for lists in root field arguments that exceed Shopify's limit. */
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
      message: `The input array size of ${size} is greater than the maximum allowed of ${longest(path)}.`,
      ...(node.loc && { locations: [getLocation(node.loc.source, node.loc.start)] }),
      path,
      extensions: { code: "MAX_INPUT_SIZE_EXCEEDED" },
    }));
  });
}

function listsIn(value: unknown, path: string[]): { path: string[]; size: number }[] {
  if (Array.isArray(value)) {
    return value.length > longest(path) ? [{ path, size: value.length }] : [];
  }
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, inner]) => listsIn(inner, [...path, name]));
}
