import {
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from "graphql";
import { scalarType } from "./scalar-type";

export interface SelectionContext {
  schema: GraphQLSchema;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/**
 * The TypeScript type of a selection on `type`: one object, or a union with one per possible type.
 */
export function typeOfSelection(
  typing: SelectionContext,
  type: GraphQLNamedType,
  selections: SelectionSetNode,
): string {
  if (!isAbstractType(type)) return objectType(typing, type, [selections]);
  const kinds = typing.schema.getPossibleTypes(type);
  const printed = kinds.map((kind) => objectType(typing, kind, [selections]));
  return [...new Set(printed)].join(" | ");
}

/** The fields that several selections read from one object type, combined. */
function objectType(
  typing: SelectionContext,
  type: GraphQLNamedType,
  selections: readonly SelectionSetNode[],
): string {
  if (!isObjectType(type)) throw new Error(`${type.name} has no fields`);
  const fields = new Map<string, { name: string; inner: SelectionSetNode[] }>();
  for (const set of selections) collectFields(typing, type, set, fields);
  const printed = [...fields].map(([key, { name, inner }]) => {
    if (name === "__typename") return `${key}: "${type.name}"`;
    const field = type.getFields()[name];
    if (!field) throw new Error(`${type.name} has no field ${name}`);
    return `${key}: ${outputType(typing, field.type, inner)}`;
  });
  return `{ ${printed.join("; ")} }`;
}

function collectFields(
  typing: SelectionContext,
  type: GraphQLNamedType,
  set: SelectionSetNode,
  into: Map<string, { name: string; inner: SelectionSetNode[] }>,
): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      const known = into.get(key) ?? { name: selection.name.value, inner: [] };
      if (selection.selectionSet) known.inner.push(selection.selectionSet);
      into.set(key, known);
      continue;
    }
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : typing.fragments.get(selection.name.value);
    if (!fragment) throw new Error("A fragment is missing");
    const condition = fragment.typeCondition?.name.value ?? type.name;
    if (covers(typing, condition, type)) collectFields(typing, type, fragment.selectionSet, into);
  }
}

function covers({ schema }: SelectionContext, condition: string, type: GraphQLNamedType): boolean {
  if (condition === type.name) return true;
  const named = schema.getType(condition);
  return isAbstractType(named) && isObjectType(type) && schema.isSubType(named, type);
}

function outputType(
  typing: SelectionContext,
  type: GraphQLOutputType,
  inner: readonly SelectionSetNode[],
): string {
  if (isNonNullType(type)) return bareType(typing, type.ofType, inner);
  return `${bareType(typing, type, inner)} | null`;
}

function bareType(
  typing: SelectionContext,
  type: GraphQLOutputType,
  inner: readonly SelectionSetNode[],
): string {
  if (isListType(type)) return `Array<${outputType(typing, type.ofType, inner)}>`;
  const named = getNamedType(type);
  if (isEnumType(named)) {
    return named
      .getValues()
      .map(({ name }) => `"${name}"`)
      .join(" | ");
  }
  if (!isCompositeType(named)) return scalarType(named.name);
  const selections = { kind: Kind.SELECTION_SET, selections: inner.flatMap((s) => s.selections) };
  return typeOfSelection(typing, named, selections as SelectionSetNode);
}
