import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from "graphql";
import type { CheckedRequest } from "./check-request";

const MUTATION_COST = 10;
const CONNECTION_COST = 2;

interface Costing {
  schema: GraphQLSchema;
  fragments: Map<string, FragmentDefinitionNode>;
  variables: Readonly<Record<string, unknown>>;
}

/**
 * What a request costs: a mutation 10, with the objects it changed in it; else an object 1, a plain value nothing, a connection 2 and then
 * as many of its objects as it asks for. With `data` it is what the answer really held.
 */
export function queryCost(
  schema: GraphQLSchema,
  request: CheckedRequest,
  data?: Readonly<Record<string, unknown>> | null,
): number {
  const { operation, document, variables } = request;
  const fragments = new Map(
    document.definitions
      .filter((one) => one.kind === Kind.FRAGMENT_DEFINITION)
      .map((one) => [one.name.value, one]),
  );
  const costing: Costing = { schema, fragments, variables };
  const root = schema.getRootType(operation.operation);
  if (!root) return 0;
  if (operation.operation !== "mutation") {
    return selectionCost(costing, root, operation.selectionSet, data);
  }
  return operation.selectionSet.selections.reduce(
    (sum, one) => sum + (one.kind === Kind.FIELD ? mutationCost(costing, root, one, data) : 0),
    0,
  );
}

/** What stands directly in the payload is part of the mutation; what is below costs as elsewhere. */
function mutationCost(
  costing: Costing,
  root: GraphQLNamedType,
  field: FieldNode,
  data: Data,
): number {
  const inside = fieldCost(costing, root, field, data);
  const payload = fieldCost(costing, root, withoutInsides(field), data);
  return MUTATION_COST + Math.max(0, inside - payload);
}

const withoutInsides = (field: FieldNode): FieldNode => ({
  ...field,
  ...(field.selectionSet && {
    selectionSet: {
      ...field.selectionSet,
      selections: field.selectionSet.selections.map((one) =>
        one.kind === Kind.FIELD && one.selectionSet
          ? { ...one, selectionSet: { ...one.selectionSet, selections: [] } }
          : one,
      ),
    },
  }),
});

type Data = unknown;

function selectionCost(
  costing: Costing,
  type: GraphQLNamedType,
  selections: SelectionSetNode,
  data: Data,
): number {
  let own = 0;
  // Of several types a value may have, it has one: the dearest counts.
  const perType = new Map<string, number>();
  for (const selection of selections.selections) {
    if (selection.kind === Kind.FIELD) {
      own += fieldCost(costing, type, selection, data);
      continue;
    }
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : costing.fragments.get(selection.name.value);
    if (!fragment) continue;
    const name = fragment.typeCondition?.name.value ?? type.name;
    const inner = costing.schema.getType(name) ?? type;
    const cost = selectionCost(costing, inner, fragment.selectionSet, data);
    if (name === type.name) own += cost;
    else perType.set(name, (perType.get(name) ?? 0) + cost);
  }
  return own + Math.max(0, ...perType.values());
}

function fieldCost(costing: Costing, type: GraphQLNamedType, field: FieldNode, data: Data): number {
  if (!isObjectType(type) && !isInterfaceType(type)) return 0;
  const definition = type.getFields()[field.name.value];
  if (!definition || !field.selectionSet) return 0;
  const named = getNamedType(definition.type);
  if (isLeafType(named) || !isCompositeType(named)) return 0;
  const key = field.alias?.value ?? field.name.value;
  const known = data === undefined ? undefined : (data as Record<string, unknown> | null)?.[key];
  if (data !== undefined && (known === null || known === undefined)) return 0;
  if (named.name.endsWith("Connection")) {
    return connectionCost(costing, named, field, field.selectionSet, known);
  }
  const values = Array.isArray(known) ? known : [known];
  return values.reduce<number>(
    (sum, one) =>
      sum + 1 + selectionCost(costing, named, field.selectionSet as SelectionSetNode, one),
    0,
  );
}

function connectionCost(
  costing: Costing,
  type: GraphQLNamedType,
  field: FieldNode,
  selections: SelectionSetNode,
  data: Data,
): number {
  const asked = argument(costing, field, "first") ?? argument(costing, field, "last") ?? 1;
  let cost = CONNECTION_COST;
  for (const selection of selections.selections) {
    if (selection.kind !== Kind.FIELD) continue;
    const name = selection.name.value;
    if (name !== "edges" && name !== "nodes") continue;
    const found = (data as Record<string, unknown> | undefined)?.[selection.alias?.value ?? name];
    // One object's cost is that of its field in a connection of one.
    const values = Array.isArray(found) ? found : [undefined];
    const each = values.map((one) => objectCost(costing, type, selection, name, one));
    cost += data === undefined ? asked * (each[0] ?? 0) : each.reduce((a, b) => a + b, 0);
  }
  return cost;
}

function objectCost(
  costing: Costing,
  connection: GraphQLNamedType,
  field: FieldNode,
  name: string,
  data: Data,
): number {
  if (!isObjectType(connection) || !field.selectionSet) return 0;
  const named = getNamedType(connection.getFields()[name]?.type ?? connection);
  const inside = selectionCost(costing, named, field.selectionSet, data);
  return name === "edges" ? inside : inside + 1;
}

function argument(costing: Costing, field: FieldNode, name: string): number | undefined {
  const value = field.arguments?.find((one) => one.name.value === name)?.value;
  if (value?.kind === Kind.INT) return Number(value.value);
  if (value?.kind !== Kind.VARIABLE) return undefined;
  const given = costing.variables[value.name.value];
  return typeof given === "number" ? given : undefined;
}
