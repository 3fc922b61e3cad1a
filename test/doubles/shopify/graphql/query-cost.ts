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
/** Types that are stored with their object. */
const FREE_TYPES = new Set(["MoneyV2", "MoneyBag", "MailingAddress"]);

interface CostContext {
  schema: GraphQLSchema;
  fragments: Map<string, FragmentDefinitionNode>;
  variables: Readonly<Record<string, unknown>>;
}

/**
 * The cost of a request. A mutation costs 10 plus what is read inside the objects it returns, an object
 * 1, a scalar nothing, and a count of the whole shop 10. A list of objects costs as much as one of them.
 * A connection costs 2 plus its objects, in proportion to the logarithm of the page size: see
 * `pageFactor`. With `data`, this is the actual cost of the response.
 *
 * Derived from responses of live stores in the fixtures of github.com/airhorns/shopify-draft-proxy (API
 * versions 2025-01 to 2026-04). Of the 929 requests that our schema supports, this computes the exact
 * requested cost of 879 (nearly all that don't query the schema itself), and the exact actual cost of
 * nine in ten.
 */
export function queryCost(
  schema: GraphQLSchema,
  request: CheckedRequest,
  data?: Readonly<Record<string, unknown>> | null,
): number {
  const { operation, document, variables } = request;
  const fragments = new Map(
    document.definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((definition) => [definition.name.value, definition]),
  );
  const root = schema.getRootType(operation.operation);
  if (!root) return 0;
  return selectionCost({ schema, fragments, variables }, root, operation.selectionSet, data);
}

/**
 * A page of 1 or 2 objects costs as much as 1 object, 5 as 3, 10 as 4, 50 as 7, and 250 as 11
 * (recorded): twice the natural logarithm, rounded down.
 */
const pageFactor = (objects: number): number =>
  objects === 0 ? 0 : Math.max(1, Math.floor(2 * Math.log(objects)));

type Data = unknown;

function selectionCost(
  costing: CostContext,
  type: GraphQLNamedType,
  selections: SelectionSetNode,
  data: Data,
): number {
  let own = 0;
  // A value has only one of its possible types, so the most expensive one counts.
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

function fieldCost(
  costing: CostContext,
  type: GraphQLNamedType,
  field: FieldNode,
  data: Data,
): number {
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
  // Looking for a missing object costs as much as finding it.
  if (data !== undefined && (known === null || known === undefined)) return free ? 0 : 1;
  if (named.name.endsWith("Connection")) {
    return connectionCost(costing, named, field, field.selectionSet, known);
  }
  const inner = listCost(costing, named, field.selectionSet, known);
  if (free) return inner;
  const isRootCount = named.name === "Count" && type === costing.schema.getQueryType();
  return (isRootCount ? ROOT_COUNT_COST : 1) + inner;
}

/** A mutation's cost includes the objects it returns, but not what is read inside them. */
function payloadCost(
  costing: CostContext,
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

/** The cost inside an object, or inside the most expensive one of a list. */
function listCost(
  costing: CostContext,
  type: GraphQLNamedType,
  selections: SelectionSetNode,
  known: Data,
): number {
  if (!Array.isArray(known)) return selectionCost(costing, type, selections, known);
  const present = known.filter((one) => one !== null);
  return Math.max(0, ...present.map((one) => selectionCost(costing, type, selections, one)));
}

function connectionCost(
  costing: CostContext,
  type: GraphQLNamedType,
  field: FieldNode,
  selections: SelectionSetNode,
  data: Data,
): number {
  const requested = argument(costing, field, "first") ?? argument(costing, field, "last") ?? 1;
  const pages = fieldsOf(costing, selections).map((selection) => {
    const name = selection.name.value;
    if (name !== "edges" && name !== "nodes") return 0;
    const found = (data as Record<string, unknown> | undefined)?.[selection.alias?.value ?? name];
    const values = Array.isArray(found) ? found : [undefined];
    const each = values.map((value) => objectCost(costing, type, selection, name, value));
    return pageFactor(data === undefined ? requested : values.length) * Math.max(0, ...each);
  });
  return pages.reduce((sum, page) => sum + page, CONNECTION_COST);
}

/** The selected fields of an object type, including those in fragments. */
const fieldsOf = (costing: CostContext, { selections }: SelectionSetNode): FieldNode[] =>
  selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : costing.fragments.get(selection.name.value);
    return fragment ? fieldsOf(costing, fragment.selectionSet) : [];
  });

function objectCost(
  costing: CostContext,
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

function argument(costing: CostContext, field: FieldNode, name: string): number | undefined {
  const value = field.arguments?.find((argument) => argument.name.value === name)?.value;
  if (value?.kind === Kind.INT) return Number(value.value);
  if (value?.kind !== Kind.VARIABLE) return undefined;
  const given = costing.variables[value.name.value];
  return typeof given === "number" ? given : undefined;
}
