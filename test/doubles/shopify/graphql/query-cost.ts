import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from "graphql";
import type { CheckedRequest } from "./check-request";

const MUTATION_COST = 10;
const ROOT_COUNT_COST = 10;
const CONNECTION_COST = 2;
/** Values that are stored with their object. */
const FREE_TYPES = new Set(["MoneyV2", "MoneyBag", "MailingAddress"]);

interface Costing {
  schema: GraphQLSchema;
  fragments: Map<string, FragmentDefinitionNode>;
  variables: Readonly<Record<string, unknown>>;
}

/**
 * What a request costs. A mutation 10 and what is read inside the objects that it answers, an object
 * 1, a plain value nothing, a count of the whole shop 10. A list of objects costs as much as one of
 * them, however many there are. A connection costs 2, and its objects with the logarithm of how many
 * are asked for: see `pageFactor`. With `data` it is what the answer really held.
 *
 * Found from answers of live stores that are recorded in the fixtures of
 * github.com/airhorns/shopify-draft-proxy (API versions 2025-01 to 2026-04): of their 929 requests
 * that our schema knows, this reckons the asked price of 879 exactly, those that ask for no schema
 * nearly all, and what was paid in the end in nine of ten.
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
  const root = schema.getRootType(operation.operation);
  if (!root) return 0;
  return selectionCost({ schema, fragments, variables }, root, operation.selectionSet, data);
}

/**
 * A page of 1 or 2 objects costs as one, of 5 as three, of 10 as four, of 50 as seven, of 250 as
 * eleven of them (recorded): twice the natural logarithm, rounded down.
 */
const pageFactor = (objects: number): number =>
  objects === 0 ? 0 : Math.max(1, Math.floor(2 * Math.log(objects)));

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
  if (!isCompositeType(named)) return 0;
  const key = field.alias?.value ?? field.name.value;
  const known = data === undefined ? undefined : (data as Record<string, unknown> | null)?.[key];
  if (type === costing.schema.getMutationType()) {
    return MUTATION_COST + payloadCost(costing, named, field.selectionSet, known);
  }
  const free = FREE_TYPES.has(named.name);
  // It was looked for, which is what an object costs.
  if (data !== undefined && (known === null || known === undefined)) return free ? 0 : 1;
  if (named.name.endsWith("Connection")) {
    return connectionCost(costing, named, field, field.selectionSet, known);
  }
  const inner = listCost(costing, named, field.selectionSet, known);
  if (free) return inner;
  const isRootCount = named.name === "Count" && type === costing.schema.getQueryType();
  return (isRootCount ? ROOT_COUNT_COST : 1) + inner;
}

/** The objects that a mutation answers are in its price; what is read inside them is not. */
function payloadCost(
  costing: Costing,
  payload: GraphQLNamedType,
  selections: SelectionSetNode,
  data: Data,
): number {
  if (data === null || !isObjectType(payload)) return 0;
  let cost = 0;
  for (const selection of fieldsOf(costing, selections)) {
    if (!selection.selectionSet) continue;
    const field = payload.getFields()[selection.name.value];
    const known = (data as Record<string, unknown> | undefined)?.[
      selection.alias?.value ?? selection.name.value
    ];
    if (!field || (data !== undefined && !known)) continue;
    cost += listCost(costing, getNamedType(field.type), selection.selectionSet, known);
  }
  return cost;
}

/** What is inside one object, or inside the dearest of a list of them. */
function listCost(
  costing: Costing,
  type: GraphQLNamedType,
  selections: SelectionSetNode,
  known: Data,
): number {
  if (!Array.isArray(known)) return selectionCost(costing, type, selections, known);
  const present = known.filter((one) => one !== null);
  return Math.max(0, ...present.map((one) => selectionCost(costing, type, selections, one)));
}

function connectionCost(
  costing: Costing,
  type: GraphQLNamedType,
  field: FieldNode,
  selections: SelectionSetNode,
  data: Data,
): number {
  const asked = argument(costing, field, "first") ?? argument(costing, field, "last") ?? 1;
  const pages = fieldsOf(costing, selections).map((selection) => {
    const name = selection.name.value;
    if (name !== "edges" && name !== "nodes") return 0;
    const found = (data as Record<string, unknown> | undefined)?.[selection.alias?.value ?? name];
    const values = Array.isArray(found) ? found : [undefined];
    const each = values.map((one) => objectCost(costing, type, selection, name, one));
    return pageFactor(data === undefined ? asked : values.length) * Math.max(0, ...each);
  });
  return pages.reduce((sum, page) => sum + page, CONNECTION_COST);
}

/** The fields of a type that has no kinds, also those that are written in fragments. */
const fieldsOf = (costing: Costing, { selections }: SelectionSetNode): FieldNode[] =>
  selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : costing.fragments.get(selection.name.value);
    return fragment ? fieldsOf(costing, fragment.selectionSet) : [];
  });

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
